import pytest

from servanda.errors import CorpusError
from servanda.training.markup import unmark


def test_markup_nested_tags_give_outer_first():
    text, spans = unmark("<a>Each <b>State</b></a> acts.")
    assert text == "Each State acts."
    assert spans == [(0, 10, "a"), (5, 10, "b")]


@pytest.mark.parametrize("marked", ["<a>open", "closed</a>", "<a>crossed<b></a></b>"])
def test_markup_says_which_tag_is_wrong(marked):
    with pytest.raises(CorpusError, match="tag"):
        unmark(marked)
