"""The JSON of open-treaties to a draft: its English preamble and articles.

That collection was scraped, and lost the line break wherever a page had an italic word or a
new paragraph: "…of this Convention,Recognizingthe need". Such seams are opened again.
"""

import json
import re

from ..errors import ReadError
from .draft import Draft
from .plain import clean, decode, squeeze

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "Ｏ": 0}
_UNITS = {"十": 10, "百": 100}
_REPEATS = {"二": "bis", "三": "ter", "四": "quater"}
_SEAM = re.compile(
    r"(?<=[a-z)\]”\"]{2}[.;:])(?=[A-Z“\"]|\(\w{1,4} ?\) *|\d{1,2}\. )"
    r"|(?:(?<=;and)|(?<=[;,] and)|(?<=[;,] or))(?=\(\w{1,4} ?\)\S)"
    r"|(?<=[a-z\d],)(?=\([a-z]{1,4}\)|[A-Z][a-z]{3})"
    r"|(?<=[a-z]{3})(?=\(a\)[a-z“])"
    r"|(?<=[A-Z]{2})(?<!SUB)(?=(?:SUB)?SECTION [A-Z\d]+\b)"
    r"|(?<=[.:;])(?=#)"
)
_GLUED = re.compile(
    r"^((?:[A-Z][a-z]+ )?[A-Z]?[a-z]+ing(?: in mind)?|Have agreed|Convinced|Determined|Done"
    r"|In witness whereof|[A-Z, ]+[A-Z]{4})(?=(?:the|that|in|to|of|as|its|their|also|with|at)\b)",
    re.MULTILINE,
)
_ENUMERATOR = re.compile(r"^(\(\w{1,4}|\d{1,2}(?=\.)) ?([).])(?=[^\d]) ?")
_DIVISION = re.compile(
    r"((?:PART|CHAPTER|(?:SUB)?SECTION) +(?:\d+|[IVX]+(?![IVX])|[A-Z]\b))\.? *([^a-z=]+)=?$"
)
_RUN_OVER = re.compile(r"([a-z][^.\n]*)\n(?=1\.)")
_WIKI_ITEM = re.compile(r"(#+)(\*?) *(.*)")


def read_open_treaties(data):
    """Give the draft of an open-treaties file.

    Parameters
    ----------
    data : bytes
        JSON with `treaty_en`, `preamble_en` and `articles` of `article`, `title_en`,
        `content_en`.

    Returns
    -------
    Draft

    Raises
    ------
    ReadError
        If this is not JSON or not of that form.
    """
    card = _load(data)
    blocks = ["# Preamble", *_blocks(card["preamble_en"])] if card.get("preamble_en") else []
    for article in card["articles"]:
        number = f"Article {_number(article['article'])}"
        title, content = squeeze(article.get("title_en") or ""), article["content_en"]
        rest = _RUN_OVER.match(content) if title else None
        if rest:
            title, content = f"{title} {squeeze(rest[1])}", content[rest.end() :]
        blocks.append("## " + ": ".join(filter(None, [number, title])))
        blocks += _blocks(content)
    title = squeeze(card.get("treaty_en") or "")
    metadata = {"format": "open-treaties", "language": "en", "name": title}
    return Draft("\n\n".join(blocks), title, metadata)


def _load(data):
    """Give the parsed JSON once its form is known to be right."""
    try:
        card = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        raise ReadError(f"this is not sound JSON ({error}); mend it there.") from None
    articles = card.get("articles") if isinstance(card, dict) else None
    texts = [card.get(key) for key in ("treaty_en", "preamble_en")] if articles else []
    sound = isinstance(articles, list) and all(isinstance(text, str | None) for text in texts)
    if not sound or not all(_is_article(article) for article in articles):
        raise ReadError(
            "this JSON is not of the open-treaties form; it must hold 'treaty_en', 'preamble_en' "
            "and 'articles', each with 'article', 'title_en' and 'content_en'."
        )
    return card


def _is_article(article):
    """Tell whether an entry has what an article needs, all of it text."""
    return (
        isinstance(article, dict)
        and isinstance(article.get("content_en"), str)
        and isinstance(article.get("article"), str | int)
        and isinstance(article.get("title_en"), str | None)
    )


def _number(written):
    """Give an article's number in Arabic figures: 十五之二 is "15bis".

    Examples
    --------
    >>> [_number(written) for written in ("九", "二十一", "一百零二", "三一九", "八之二", "7")]
    ['9', '21', '102', '319', '8bis', '7']
    """
    figure, _, repeat = str(written).strip().partition("之")
    if not 0 < len(figure) < 10 or not set(figure) <= {*_DIGITS, *_UNITS}:
        return squeeze(str(written))
    if not set(figure) & set(_UNITS):
        value = int("".join(str(_DIGITS[sign]) for sign in figure))
    else:
        value = digit = 0
        for sign in figure:
            if sign in _UNITS:
                value, digit = value + (digit or 1) * _UNITS[sign], 0
            else:
                digit = _DIGITS[sign]
        value += digit
    return f"{value}{_REPEATS.get(repeat, repeat)}"


def _blocks(text):
    """Give the paragraphs and items of a text, its lost seams opened."""
    lines = (" ".join(line.split()) for line in _SEAM.sub("\n", clean(text)).split("\n"))
    blocks = [_ENUMERATOR.sub(r"\1\2 ", _GLUED.sub(r"\1 ", line)) for line in lines if line]
    return [_DIVISION.sub(r"# \1: \2", block) for block in _numbered(blocks)]


def _numbered(blocks):
    """Give the blocks with the list marks of a wiki ("##", "#*") as the numbers they show."""
    counts = []
    for block in blocks:
        item = _WIKI_ITEM.fullmatch(block)
        if not item:
            counts = []
            yield block
            continue
        depth = len(item[1])
        if item[2]:
            yield f"{'  ' * depth}- {item[3]}"
            continue
        counts = (counts + [0] * depth)[:depth]
        counts[-1] += 1
        yield f"{'  ' * (depth - 1)}{counts[-1]}. {item[3]}"
