"""Tells the language of a text by its small words (``data/languages.toml``)."""

import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files
from itertools import repeat

from servanda.annotation.lexicon import languages
from servanda.errors import LanguageError

_WORD = re.compile(r"[^\W\d_]+")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_CHINESE_WORD = re.compile(rf"{_CHINESE.pattern}|{_WORD.pattern}")  # no blanks between words
_READ, _PLACES = 10_000, 8  # characters that are looked at, spread over so many places
_LEAST = 0.12  # of the words must be small words of the language
_LEAD = 0.05  # of the words: what a language without lexicon must be ahead by
_FEWEST = 8  # words below which nothing is told
_REFUSED = 30  # words that a text must have to be refused


def detect_language(text, default="en", stated=None):
    """Tell the language of a text.

    Parameters
    ----------
    text : str
        Of any length; a few sentences are enough.
    default : str, default="en"
        What is given where nothing tells the language.
    stated : str, default=None
        The code of the language that the file gives as its own. It decides where the text
        does not tell, being too short or a list of names; such statements are often wrong.

    Returns
    -------
    str
        The code of a language that `load` takes.

    Raises
    ------
    LanguageError
        If the text is in a language that servanda does not read.

    Examples
    --------
    >>> detect_language("Las Partes publicarán sus leyes en el plazo de un año.")
    'es'
    """
    sample = _sample(text)
    word = _CHINESE_WORD if _CHINESE.search(sample) else _WORD  # which is twice as fast
    words = list(map(str.lower, word.findall(sample)))
    ours = languages()
    code = _likeliest(words, ours) or (stated or "").lower().partition("-")[0]
    if code in ours:
        return code
    if code not in _known() or len(words) < _REFUSED:
        return default
    names = ", ".join(f"{each} ({_known()[each]['name']})" for each in ours)
    raise LanguageError(
        f"The text seems to be in {_known()[code]['name']}. Languages read here: {names}. "
        "If it is in one of these, give its code as the language."
    )


def _sample(text):
    """Give some of a long text: bilingual treaties have their languages one after the other."""
    if len(text) <= _READ:
        return text
    starts = (len(text) * place // _PLACES for place in range(_PLACES))
    return "\n".join(text[start : start + _READ // _PLACES] for start in starts)


def _likeliest(words, ours):
    """Give the code of the language whose small words are most frequent, "" if none are."""
    counts = Counter(words)
    total = counts.total()
    if total < _FEWEST:
        return ""
    shares = {
        code: sum(map(counts.get, entry["words"], repeat(0))) / total
        for code, entry in _known().items()
    }
    readable = max(ours, key=lambda code: shares.get(code, 0))
    best = max(shares, key=shares.get)
    if shares[best] - shares[readable] < _LEAD:
        best = readable
    return best if shares[best] >= _LEAST else ""


@cache
def _known():
    return tomllib.loads(files("servanda.data").joinpath("languages.toml").read_text("utf-8"))
