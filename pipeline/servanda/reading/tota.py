"""ToTA's XML to a draft: chapters and articles become headings.

ToTA knows two levels, chapter and article, each with or without a number and a name. They
become headings such that the XML's list of articles can be read back from the text alone:

- A chapter is ``# CHAPTER ONE: Objectives``, or its name if it has no number.
- An article is ``## ARTICLE 1.2: Objectives``, or ``## ARTICLE 1.2``. A number without a word
  ("7", "IV") gets the word ARTICLE.
- An article with neither number nor name is in ToTA always alone in its chapter: preambles,
  closing words, a chapter of definitions. It has no heading; its text stands right under that
  of its chapter.
- A chapter with neither is written without a heading. If it holds such an article it is the
  words before the first or after the last numbered one, and is called what ToTA calls these in
  other treaties: ``# Preamble`` when it comes first, ``# Conclusion`` when it comes last (and
  ``# Text`` between).
- A chapter called Preamble whose articles are numbered has no words of a preamble, so no
  heading either.

So: one article per ``##`` heading, and one per ``#`` heading that has text right below it.
`metadata["articles"]` gives the extent of each in the text, by ToTA's article identifier.
Of the text itself only white space is changed.
"""

import re

from .draft import Draft
from .plain import clean, squeeze

_FIELDS = (
    "name",
    "type",
    "treaty_identifier",
    "wto_rta_id",
    "status",
    "notification",
    "date_signed",
    "date_into_force",
    "date_inactive",
    "composition",
    "region",
    "language",
)
_BARE_NUMBER = re.compile(r"(?:\d+|[IVXLC]+)(?:[.-]\d+)*\.?$")
_GAP = re.compile(r"  (?<=\S  ) *(?=\S)")  # two blanks first: `re` looks for them quickly
_ENUMERATOR = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]+)[.)](?= |$)")
_LONE = re.compile(r"\(\w{1,4}\)|\w{1,2}[.)]|\d{1,2}(?:\.\d{1,2})+\.?")
_LONE_LINE = re.compile(rf"\n(?:{_LONE.pattern})\n")
_ALONE = re.compile(  # a lone enumerator, then its paragraph on a line further down
    rf"^({_LONE.pattern})\n{{1,2}}(?=\S)(?!\(?\w{{1,4}}[.)]\n|\n)", re.MULTILINE
)
_TORN = re.compile(  # the empty line first, and what stands before it looked back at: fast
    r"\n\n(?:(?<=[\w)]\n\n)(?<! and\n\n)(?<! or\n\n)(?=[a-zà-ÿ]{2,}(?![.)]))"
    r"|(?:(?<= (?:of|to|on|in|by)\n\n)|(?<= (?:the|for|any|its)\n\n)"
    r"|(?<= (?:with|this|such|each|from)\n\n)|(?<= (?:under|other)\n\n))(?!\(?\w{1,4}[.)]))"
)
_PARAGRAPH = re.compile(r"(?<=[.;:])\s+(\d{1,2})\. (?=[\[\"“(A-ZÀ-Þ])")


def tota_draft(root):
    """Give the draft of a ToTA `<treaty>` element."""
    metadata = _metadata(root.find("meta"))
    chapters = list(root.find("body"))
    parts, articles, length = [], {}, 0
    for at, chapter in enumerate(chapters):
        for heading, identifier, text in _sections(chapter, at, len(chapters)):
            parts.append("\n\n".join(filter(None, [heading, text])))
            end = length + len(parts[-1])
            if identifier:
                articles[identifier] = [length, end]
            length = end + 2
    metadata["articles"] = articles
    return Draft("\n\n".join(parts), metadata.get("name", ""), metadata)


def _sections(chapter, at, count):
    """Give (heading, article identifier, text) for a chapter and each of its articles."""
    articles = [article for article in chapter if article.tag == "article"]
    bare = bool(articles) and not _heading(articles[0])
    heading = _heading(chapter)
    if bare and not heading:
        heading = "Preamble" if at == 0 else "Conclusion" if at == count - 1 else "Text"
    elif heading == "Preamble" and not bare:
        heading = ""
    if heading and not bare:
        yield f"# {heading}", "", ""
    for article in articles:
        own = _heading(article, "ARTICLE")
        title = f"## {own}" if own else f"# {heading}"
        text = "".join(article.itertext()) if len(article) else article.text or ""
        yield title, article.get("article_identifier"), _body(text)


def _heading(element, word=""):
    """Give number and name of a chapter or article, joined by a colon."""
    number = squeeze(element.get("number") or "").rstrip(":. ")
    if word and _BARE_NUMBER.match(number):
        number = f"{word} {number}"
    return ": ".join(filter(None, [number, squeeze(element.get("name") or "")]))


def _body(text):
    """Give the text of an article with its own lines, single blanks and single empty lines.

    An empty line inside a sentence, or after a lone enumerator, is the converter's: it goes.
    """
    text = clean(text).strip()
    if "\n" not in text:
        return _broken(text)
    text = _single_blanks(text)
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    if _LONE_LINE.search(f"\n{text}"):  # before `_ALONE`, which is slow
        text = _ALONE.sub(r"\1 ", text)
    return _TORN.sub("\n", text)


def _single_blanks(text):
    """Give the lines of a text without blanks at their ends or two in a row."""
    text = "\n".join(map(str.strip, text.replace("\t", " ").split("\n")))
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def _broken(text):
    """Give an article that was typed on one line with its paragraphs on lines of their own.

    A wide gap is where the source had a new line if it follows a stop or precedes an
    enumerator; so is the next number of a row of paragraphs that opens the article.
    """
    text = _GAP.sub(lambda gap: "\n\n" if _hides_line(gap) else " ", text)
    if text.startswith("1. "):
        wanted = 2
        pieces, last = [], 0
        for found in _PARAGRAPH.finditer(text):
            if int(found[1]) == wanted:
                pieces.append(text[last : found.start()])
                last, wanted = found.start(1), wanted + 1
        text = "\n\n".join([*pieces, text[last:]])
    return _single_blanks(text)


def _hides_line(gap):
    """Tell whether a wide gap stands for a new line, not for a typist's two blanks."""
    before, after = gap.string[: gap.start()][-6:], gap.string[gap.end() :][:6]
    if _ENUMERATOR.match(before.split()[-1]):
        return False
    if before.endswith(","):
        return after[0].isupper()
    return bool(re.search(r"[;:](?: and| or)?$", before) or _ENUMERATOR.match(after))


def _metadata(meta):
    """Give the fields of ToTA's card that say which treaty this is."""
    found = {"format": "tota"}
    if meta is None:
        return found
    for field in _FIELDS:
        value = squeeze(meta.findtext(field) or "")
        if value:
            found[field] = value
    for field in ("parties", "parties_original"):
        codes = [squeeze(code.text or "") for code in meta.iterfind(f"{field}/partyisocode")]
        if any(codes):
            found[field] = list(filter(None, codes))
    return found
