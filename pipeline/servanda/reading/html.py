"""HTML to a draft: the page as read, its lists numbered as a browser numbers them.

Trafilatura and its like drop what they hold to be boilerplate, which in a treaty can be text.
So only what a page itself marks as beside the text goes: scripts, navigation, page heads and
feet, asides, menus, and what is hidden.
"""

import re

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from ..errors import ReadError
from .draft import Draft
from .html_lists import integer, marker
from .html_notes import take_notes
from .plain import clean, decode, squeeze

_TOO_DEEP = "its elements are nested too deeply; save the page anew, or as .docx."
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w.:-]+)|encoding\s*=\s*["']([\w.:-]+)""", re.I)
_BESIDE = (
    "script", "style", "noscript", "template", "nav", "aside", "iframe", "object", "svg", "math",
    "button", "select", "input", "textarea", "dialog", "head", "audio", "video", "canvas",
)  # fmt: skip
_BESIDE_ROLES = {"navigation", "banner", "contentinfo", "complementary", "search", "menu"}
_BESIDE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|cookies?|skip-?link|share"
    r"|site-?header|site-?footer|page-?header|page-?footer|pagination)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BLOCKS = frozenset(
    "address article blockquote body center dd details dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr li main menu ol p pre section summary table tbody td "
    "tfoot th thead tr ul".split()
)
_ENUMERATOR = re.compile(
    r"[\[“\"]*(?:\(?(?:\d{1,3}|[a-z]{1,2}|[ivxl]+|[A-Z])[.)]|\d+(?:\.\d+)+\.?|[•–—-])"
)
_DIVISION = re.compile(r"(?:article|art[ií]culo|chapter|section|part|title|annex)\s+\S+$", re.I)


def read_html(data):
    """Give the draft of a web page.

    Parameters
    ----------
    data : bytes
        The content of the file.

    Returns
    -------
    Draft
        Its title is the page's, else its first heading of level 1.

    Raises
    ------
    ReadError
        If no page can be made out.
    """
    page = _parse(data)
    title = squeeze(page.findtext(".//title") or "")
    metadata = {"format": "html"}
    if page.get("lang"):
        metadata["language"] = page.get("lang")[:2].lower()
    try:
        notes = take_notes(page)
        _drop_beside(page)
        lines = [("  " * depth) + text for depth, text in _flow(_main(page), 0)]
        for label, holder in notes:
            lines.append(f"[^{label}]: " + " ".join(text for _, text in _flow(holder, 0)))
    except RecursionError:
        raise ReadError(_TOO_DEEP) from None
    head = next((line[2:] for line in lines if line.startswith("# ")), "")
    return Draft("\n\n".join(lines), title or head, metadata)


def _parse(data):
    """Give the root of a page, whatever its character set."""
    found = _CHARSET.search(data[:4096])
    declared = (found[1] or found[2]).decode("ascii") if found else None
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", clean(decode(data, declared)))
    parser = HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        page = document_fromstring(text.encode(), parser=parser)
    except etree.LxmlError:
        raise ReadError("no HTML can be made out in it; save the page anew.") from None
    if any("depth" in entry.message for entry in parser.error_log):  # the rest was left out
        raise ReadError(_TOO_DEEP)
    return page


def _drop_beside(page):
    """Take out of a page what stands beside its text."""
    for element in list(page.iter(*_BESIDE)):
        if element.getparent() is not None:
            element.drop_tree()
    whole = len(page.text_content())
    for element in list(page.iter()):
        if element.getparent() is not None and _is_beside(element):
            if len(element.text_content()) < whole / 2:  # a page may call its body what it likes
                element.drop_tree()


def _is_beside(element):
    """Tell whether an element's own attributes or place say that it is not of the text."""
    if element.tag in ("html", "body", "main"):
        return False
    style = (element.get("style") or "").replace(" ", "").lower()
    if element.get("hidden") is not None or "display:none" in style:
        return True
    if element.tag in ("header", "footer"):
        return next(element.iterancestors("main", "article"), None) is None
    if element.get("role") in _BESIDE_ROLES:
        return True
    return bool(_BESIDE_NAMES.search(f"{element.get('class') or ''} {element.get('id') or ''}"))


def _main(page):
    """Give the element that holds the text: the page's main part if it marks one."""
    body = page.find("body")
    body = page if body is None else body
    for found in (
        body.findall(".//main"),
        body.findall(".//*[@role='main']"),
        body.findall(".//article"),
    ):
        if len(found) == 1 and len(found[0].text_content()) > len(body.text_content()) / 2:
            return found[0]
    return body


def _flow(element, depth):
    """Give (depth, text) for each block in an element."""
    words = [element.text or ""]
    for child in element:
        if _is_block(child):
            yield from ((depth, line) for line in _lines(words))
            words = []
            yield from _block(child, depth)
        else:
            words.append(_inline(child))
        words.append(child.tail or "")
    yield from ((depth, line) for line in _lines(words))


def _block(element, depth):
    """Give (depth, text) for a block and those in it."""
    tag = element.tag
    if re.fullmatch("h[1-6]", tag):
        heading = _heading(element)
        if heading:
            yield 0, f"{'#' * int(tag[1])} {heading}"
    elif tag in ("ol", "ul", "menu", "dir"):
        yield from _list(element, depth)
    elif tag == "table":
        yield from _table(element, depth)
    elif tag == "pre":
        for paragraph in re.split(r"\n\s*\n", element.text_content()):
            if paragraph.strip():
                yield (
                    depth,
                    "\n".join(" ".join(line.split()) for line in paragraph.strip().split("\n")),
                )
    else:
        yield from _flow(element, depth + (tag == "dd"))


def _is_block(element):
    """Tell whether an element stands on lines of its own."""
    return element.tag in _BLOCKS or next(element.iter(*_BLOCKS), None) is not None


def _inline(element):
    """Give the text of an element inside a line; a line break stays one, as NUL."""
    if element.tag == "br":
        return "\0"
    inner = "".join(_inline(child) + (child.tail or "") for child in element)
    return (element.text or "") + inner


def _lines(words):
    """Give the paragraphs in a run of text: a line break may begin one."""
    lines, gap = [], False
    for piece in "".join(words).split("\0"):
        piece = squeeze(piece)
        begins = gap or not lines or _ENUMERATOR.match(piece) or re.search(r"[.;:]$", lines[-1])
        gap = not piece
        if piece and begins:
            lines.append(piece)
        elif piece:
            lines[-1] += f" {piece}"
    return lines


def _heading(element):
    """Give the text of a heading; "Article 5", line break, "Scope" is "Article 5: Scope"."""
    pieces = list(filter(None, map(squeeze, _inline(element).split("\0"))))
    if len(pieces) > 1 and _DIVISION.match(pieces[0]):
        return f"{pieces[0]}: {' '.join(pieces[1:])}"
    return " ".join(pieces)


def _list(element, depth):
    """Give (depth, text) for the items of a list, each with its marker."""
    items = [child for child in element if child.tag == "li"]
    reverse = element.get("reversed") is not None
    at = integer(element.get("start"), len(items) if reverse else 1)
    for child in element:
        if child.tag != "li":
            yield from _block(child, depth)
            continue
        at = integer(child.get("value"), at)
        lines = list(_flow(child, depth + 1))
        if lines:
            text = lines[0][1]
            mark = "" if _ENUMERATOR.match(text) else marker(element, child, at)
            yield depth, f"{mark}{text}"
            yield from lines[1:]
        at += -1 if reverse else 1


def _table(element, depth):
    """Give (depth, text) for a table: its rows, or its cells if it only lays out the page."""
    rows = [
        [cell for cell in row if cell.tag in ("td", "th")]
        for row in element.iter("tr")
        if next(row.iterancestors("table")) is element
    ]
    inner = element.xpath(".//table | .//ol | .//ul | .//h1 | .//h2 | .//h3 | .//h4 | .//td/p[2]")
    if inner or max(map(len, rows), default=0) < 2:
        for cell in (cell for row in rows for cell in row):
            yield from _flow(cell, depth)
        return
    block = []
    for row in rows:
        cells = [squeeze(cell.text_content()) for cell in row]
        if len(cells) > 1 and _ENUMERATOR.fullmatch(cells[0]):
            yield depth, " ".join(filter(None, cells))
        elif any(cells):
            block.append(" | ".join(cells).rstrip("| "))
    if block:
        yield depth, "\n".join(block)
