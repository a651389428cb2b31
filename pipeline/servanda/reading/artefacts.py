"""What a conversion from a paged document leaves in a text, and how to take it out.

Page heads and page numbers, dot leaders of a table of contents, numbers torn by a blank
("11 .2", "Article 2 7") and words torn by a page: none of it is in the draft as a reader
sees it.
"""

import re

_PAGE_HEAD = re.compile(
    r"(?:[-–—]\s*\d{1,4}\s*[-–—]|\[?page \d{1,4}(?: ?(?:of|/) ?\d{1,4})?\]?|\d{1,4} of \d{1,4})$",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"\s*(?:(?<!\.)\.{5,}|(?:\. ){4,}\.?|…{2,})[ \t]*\d{0,4}$")
_HEADING_PAGE = re.compile(r"\s+[-–—]\s*\d{1,4}\s*[-–—]$")
_TORN_ENUMERATOR = re.compile(r"^(\W{0,3}\d{1,3})(?: \. ?| ?\. )(\d{1,3})(?=\s)")
_TORN_REFERENCE = re.compile(r"\b([Aa]rticles?|[Pp]aragraphs?|and|to|or) (\d) (\d)\b(?: (?=\.\d))?")
_TORN_DAY = re.compile(
    r"\b(\d) (\d) (?=(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\b)"
)
_TORN_ORDINAL = re.compile(r"\b(\d{1,2}) (?=(?:st|nd|rd|th)\b)")
_STRAY_BLANK = re.compile(r"(?<=[\w\])]) (?=[,;](?:[\s^]|$))")
_WANTS_NUMBER = re.compile(
    r"\b(?:(?:sub)?paragraphs?|Articles?|Chapters?|Sections?|Annex|Annexes|No\.)$"
)
_FINISHED = re.compile(r"""[.;:!?…][)\]"'”’]*$|[;,] (?:and|or|and/or)$|,$""")


def is_page_head(line):
    """Tell whether a line is a page number such as "- 10 -" or "Page 3 of 9"."""
    return bool(_PAGE_HEAD.match(line.strip(" #*_")))


def strip_leaders(heading):
    """Give a heading without dot leaders and the page number that ran into it."""
    return _HEADING_PAGE.sub("", _LEADERS.sub("", heading))


def is_contents_entry(text):
    """Tell whether a paragraph is a line of a table of contents: leaders, then a page."""
    return bool(re.search(r"(?:(?<!\.)\.{5,}|(?:\. ){4,})\s*\d{1,4}$", text))


def is_torn(texts):
    """Tell whether a conversion tore the numbers of this document ("11 .2 Each Party")."""
    return sum(bool(_TORN_ENUMERATOR.match(text)) for text in texts) > 1


def mend_numbers(text):
    """Give a paragraph of a torn document with its numbers and commas closed up.

    Examples
    --------
    >>> mend_numbers("11 .2 Article 2 7 , in force since 2 6 July, and the 30 th day.")
    '11.2 Article 27, in force since 26 July, and the 30th day.'
    """
    text = _TORN_ENUMERATOR.sub(r"\1.\2", text)
    text = _TORN_REFERENCE.sub(r"\1 \2\3", text)
    text = _TORN_DAY.sub(r"\1\2 ", text)
    return _STRAY_BLANK.sub("", _TORN_ORDINAL.sub(r"\1", text))


def is_torn_off(before, after, page_between):
    """Tell whether a paragraph only goes on what the one before began.

    Parameters
    ----------
    before, after : str
        Two paragraphs that follow each other.
    page_between : bool
        Whether the end of a page stood between them.
    """
    if _WANTS_NUMBER.search(before) and re.match(r"\d", after):
        return True
    return page_between and not _FINISHED.search(before) and re.match(r"[a-z]", after) is not None
