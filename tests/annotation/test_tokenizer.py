import re

from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.annotation.lexicon import lexicon
from servanda.annotation.tokenizer import Tokenizer
from servanda.annotation.tokens import tokens_of, tokens_of_both

TEXTS = st.text("aB é’'-/1.,;()[]_İ\n\t\u00a0 ", max_size=60)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_tokenizer_words_stand_where_it_says_and_leave_nothing_out(text):
    words, starts, ends = Tokenizer().read(text, 7)
    slices = [text[start - 7 : end - 7] for start, end in zip(starts, ends, strict=True)]
    assert [re.sub("i̇", "i", each.lower()) for each in slices] == words
    assert "".join(slices) == "".join(text.split())


def test_tokenizer_takes_words_as_a_lawyer_reads_them():
    words, *_ = Tokenizer().read("Each Party's least-developed 1.2, and/or shall_not (a)")
    assert words[:4] == ["each", "party's", "least-developed", "1.2"]
    assert words[4:] == [",", "and/or", "shall", "_", "not", "(", "a", ")"]


def test_tokenizer_takes_run_on_words_apart_where_they_stand():
    words, starts, ends = lexicon().read("the Partiesshall act")
    assert words == ["the", "parties", "shall", "act"]
    assert list(zip(starts, ends, strict=True)) == [(0, 3), (4, 11), (11, 16), (17, 20)]


def test_tokens_of_a_stretch_are_those_of_its_words_alone():
    text = "Each Party shall endeavour to act on well-being. It may report."
    english = lexicon()
    for start, end in [(0, 48), (17, 41), (5, 44), (49, 63), (0, 63), (10, 10)]:
        words, starts, ends, spots = tokens_of(text, english, start, end)
        assert [text[i:j].lower() for i, j in zip(starts, ends, strict=True)] == words
        assert words == english.read(text[start:end])[0]
        assert spots == english.spots(words)


def test_tokens_of_an_item_stand_behind_those_of_its_chapeau():
    text = "Each Party shall: (a) act; (b) to the extent possible, report."
    for language in ("en", "es"):
        words, starts, ends, spots = tokens_of_both(text, lexicon(language), (0, 18), (27, 62))
        assert words[-2:] == ["report", "."]
        assert text[starts[-2] : ends[-2]] == "report"
        assert "act" not in words
        assert spots == lexicon(language).spots(words)
