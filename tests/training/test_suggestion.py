import pytest

from servanda.errors import CorpusError
from servanda.training import suggest

DRAFT = """Article 1

1. Each Party shall publish its laws.

2. It is understood that the Parties may have to act as friends would.

3. The Parties will see to it that talks are held, should they wish so.

4. The Parties will see to it that talks are held, should they wish it.
"""


@pytest.fixture
def pool(tmp_path):
    (tmp_path / "draft.txt").write_text(DRAFT, "utf-8")
    return tmp_path


def test_suggestion_least_sure_first_and_none_twice(nlp, pool):
    units, problems = suggest(nlp, [pool], n=3)
    texts = [unit.text for unit in units]
    assert not problems
    assert sum("will see to it" in text for text in texts) == 1
    assert not texts[0].endswith("publish its laws.")
    confidence = [nlp.get_pipe("strength").label([text])[0][1] for text in texts]
    assert confidence == sorted(confidence)


def test_suggestion_keeps_to_the_number_asked_for(nlp, pool):
    assert len(suggest(nlp, [pool / "draft.txt"], n=1)[0]) == 1


def test_suggestion_names_what_cannot_be_read(nlp, pool):
    (pool / "broken.docx").write_bytes(b"no zip")
    units, problems = suggest(nlp, [pool])
    assert units
    assert len(problems) == 1
    assert "broken.docx" in problems[0]


def test_suggestion_leaves_reserved_treaties_alone(nlp, pool):
    with pytest.raises(CorpusError, match="no units"):
        suggest(nlp, [pool], reserve={"draft"})
