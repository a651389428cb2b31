"""The words of a draft as its reading has them: without brackets and what goes with them."""

from functools import lru_cache

from servanda.annotation.sections import text_of
from servanda.reading.brackets import joined

GONE = "\u2060"  # word joiner: no text that was read has one, and it is no blank


def reading_of(doc):
    """Give the text of a Doc with `GONE` for each character that its reading has not.

    Offsets stay those of the text; `plain` takes the marks out of what was cut from it.
    """
    text = text_of(doc)
    slices = doc.user_data.get("kept")
    if slices is None:
        return text
    parts, at = [], 0
    for start, end in slices:
        parts += [GONE * (start - at), joined(text, [(start, end)])]
        at = end
    return "".join([*parts, GONE * (len(text) - at)])


@lru_cache(maxsize=256)  # the norms of a sentence share it, in memory too
def plain(words):
    """Give words as they are shown: without what is gone, with single blanks."""
    return " ".join(words.replace(GONE, "").split())
