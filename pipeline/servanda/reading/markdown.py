r"""Markdown to a draft, paragraph by paragraph and with every enumerator as written.

The blocks are found here, line by line; markdown-it-py only reads the marks inside them
(emphasis, links, escapes, entities, HTML spans). Its own blocks were tried on real drafts and
given up, since Markdown's idea of a list is not a treaty's:

- "3bis." and "(a)" are no list markers to it, so the numbered list indented below "3bis."
  becomes a code block, and "(a)", "(b)", "(c)" on lines of their own become one paragraph;
- "6. Each such Party" becomes item 6 of a new list where a page break only tore
  "pursuant to paragraph 6.";
- converters put whole paragraphs of the treaty into code fences.

So a block begins after an empty line, at a bullet, or at an enumerator where the line before
is finished or had the enumerator before it. Its depth counts the list items it is indented
under.
"""

import re
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference

from . import artefacts
from .draft import Draft
from .plain import clean, decode, narrow, squeeze

_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ATTRIBUTES = re.compile(r"\s*\{[:#.][^}]*\}\s*$")
_SPAN = re.compile(r"\[([^\[\]]*)\]\{[.#][^}]*\}")  # pandoc's "[shall]{.underline}"
_QUOTE = re.compile(r"^\s{0,3}(?:>\s?)+")
_REPEAT = r"(?:bis|ter|quat(?:er)?|quin(?:quies)?|alt)?"
_ITEM = re.compile(
    rf"[\[“\"]*(?:\(?(?P<mark>\d{{1,2}}|[a-z]{{1,2}}|[A-Z]|[ivxlc]+) ?{_REPEAT}\)"
    rf"|(?P<number>\d{{1,3}})\.?{_REPEAT}\.?"
    rf"|(?P<path>\d{{1,3}} ?\. ?\d{{1,3}}(?:\.\d+)*){_REPEAT}[.:]?"
    r"|(?P<letter>[a-zA-Z]|[ivxlc]{2,6})\."
    r"|Option [\dA-Z]+\b.{0,3})(?=\s|$)"
)
_LINK_TARGET = re.compile(
    r"(?:[a-z][a-z0-9+.-]*:|/|#|\.{1,2}/)|\S+\.\w{2,5}(?:#\S*)?$", re.IGNORECASE
)


_FINISHED = re.compile(r"""[.;:!?\]][)\]"”’]*$|[;,] (?:and|or|and/or)$""")
_LISTED = re.compile(r"\([a-z]+\),? (?:and|or)$")
_MARKS = MarkdownIt("commonmark")
_MARKS.validateLink = lambda target: bool(_LINK_TARGET.match(target))

_KINDS = (  # in the order in which they are tried
    ("blank", re.compile(r"\s*(?:(?:</?[a-zA-Z][^>]*>\s*)+)?$")),
    ("blank", re.compile(r"\s*(?:```+|~~~+)[^`]*$")),
    ("toc", re.compile(r"\s*(?:\{:\s*toc\b.*\}|\[\[?_?TOC_?\]\]?)\s*$", re.IGNORECASE)),
    ("skip", re.compile(r"\s*\{:[^}]*\}\s*$")),
    ("rule", re.compile(r"\s*(?:([-*_])(?:\s*\1){2,}|=+)\s*$")),
    ("heading", re.compile(r" {0,3}(?P<label>#{1,6})(?:[ \t]+(?P<text>.*?))?(?:[ \t]+#+)?[ \t]*$")),
    (
        "link",
        re.compile(r" {0,3}\[(?P<label>[^\]^][^\]]*)\]:\s+<?(?P<text>\S+?)>?(?:\s+[\"'(].*)?$"),
    ),
    ("note", re.compile(r" {0,3}\[\^(?P<label>[^\]\s]+)\]:\s*(?P<text>.*)$")),
    ("foot", re.compile(r"\s*\(\^(?P<label>\d{1,3})\)\s*(?P<text>.*)$")),
    ("skip", re.compile(r"\s*\|?(?:\s*:?-{3,}:?\s*\|)+(?:\s*:?-{3,}:?)?\s*$")),
    ("row", re.compile(r"\s*\|(?P<text>.*)\|\s*$")),
    ("bullet", re.compile(r"\s*[-*+]\s+(?P<text>\S.*)$")),
    ("text", re.compile(r"\s*(?P<text>.*)$")),
)


@dataclass(frozen=True)
class _Block:
    """A paragraph, list item, heading, table row or footnote as it stands in the file."""

    kind: str
    text: str
    label: str = ""
    column: int = 0
    after_page: bool = False


def read_markdown(data):
    """Give the draft of a Markdown file.

    Parameters
    ----------
    data : bytes
        The content of the file.

    Returns
    -------
    Draft
        Its title is that of the front matter, else the first heading of level 1.
    """
    source = narrow(clean(decode(data)))
    front = _FRONT.match(source)
    found = re.search(r"^title:\s*(.+)$", front[1], re.MULTILINE) if front else None
    title = squeeze(found[1].strip("\"' ")) if found else ""
    blocks, links = _scan(_COMMENT.sub("", source[front.end() :] if front else source))
    blocks = _whole(blocks)
    if artefacts.is_torn(block.text for block in blocks):
        blocks = [replace(block, text=artefacts.mend_numbers(block.text)) for block in blocks]
    feet = {block.label for block in blocks if block.kind == "foot"}
    env = {
        "references": {normalizeReference(key): {"href": links[key], "title": ""} for key in links}
    }
    blocks = [replace(block, text=_plain(block.text, env, feet)) for block in blocks]
    notes = [block for block in blocks if block.kind in ("note", "foot")]
    lines = _laid_out(block for block in blocks if block.kind not in ("note", "foot"))
    text = "\n\n".join(lines + [f"[^{note.label}]: {note.text}" for note in notes])
    title = title or next((line[2:] for line in lines if line.startswith("# ")), "")
    return Draft(text, title, {"format": "md", "warnings": _doubts(lines, notes)})


def _scan(source):
    """Give the blocks of a Markdown text, and the targets of its link definitions."""
    blocks, links = [], {}
    current, page = None, False
    for line in source.split("\n"):
        block = _classify(_QUOTE.sub("", line.expandtabs(4)), current, blocks)
        if block.kind == "link":
            links[block.label] = block.text
        elif block.kind == "toc":
            if blocks and blocks[-1].text == "- TOC":
                del blocks[-1]
        elif block.kind in ("goes on", "underline"):
            if block.kind == "underline":
                blocks[-1] = replace(blocks[-1], kind="heading", label=block.label)
            else:
                blocks[-1] = replace(blocks[-1], text=_wrapped(blocks[-1].text, block.text))
        elif block.kind in ("blank", "page"):
            page = page or block.kind == "page"
        elif block.kind != "skip":
            blocks.append(replace(block, after_page=page))
            page = block.kind == "foot" or (page and block.kind == "note")
        current = (
            blocks[-1] if block.kind in ("text", "bullet", "note", "foot", "goes on") else None
        )
    return blocks, links


def _classify(line, current, blocks):
    """Give a line as the block it opens, or as what else it does.

    Parameters
    ----------
    line : str
    current : _Block or None
        The block that the line goes on with unless it opens one of its own.
    blocks : list of _Block
        Those found so far.
    """
    if artefacts.is_page_head(line):
        return _Block("page", "")
    kind, found = next((kind, m) for kind, form in _KINDS if (m := form.match(line)))
    group = found.groupdict()
    text, label = (group.get("text") or "").strip(), group.get("label") or ""
    column = len(line) - len(line.lstrip())
    if kind == "rule":
        underlines = current and current.kind == "text" and line.strip()[0] in "=-"
        return _Block("underline" if underlines else "blank", "", "#" if "=" in line else "##")
    if kind == "heading" and (not text or (current and text[0].islower())):
        kind, text = ("text", line.strip()) if current else ("blank", "")
    if kind == "bullet" and not _ITEM.match(_bare(text)):
        text = f"- {text}"
    if kind in ("text", "bullet") and _goes_on(kind, text, column, current, blocks):
        kind = "goes on"
    return _Block(kind, text, label, column)


def _goes_on(kind, text, column, current, blocks):
    """Tell whether a line of text belongs to the block before it."""
    if current is None or kind == "bullet":
        return bool(blocks) and blocks[-1].kind == "note" and column > 1
    if current.kind in ("note", "foot"):
        return True
    item, before = _ITEM.match(_bare(text)), _bare(current.text)
    if not item:
        return True
    if _LISTED.search(before):
        return True
    finished = _FINISHED.search(before) or (item["mark"] and before.endswith(","))
    return not (finished or _follows(item, _ITEM.match(before)))


def _follows(item, last):
    """Tell whether an enumerator is the next one after that of the block before."""
    for group in ("mark", "number", "path", "letter"):
        if last and item[group] and last[group]:
            here, there = item[group].rpartition("."), last[group].rpartition(".")
            if here[2].isdigit() and there[2].isdigit():
                return here[0] == there[0] and int(here[2]) == int(there[2]) + 1
            return len(here[2]) == len(there[2]) == 1 and ord(here[2]) == ord(there[2]) + 1
    return False


def _bare(text):
    """Give a text without the marks that may stand around its enumerator or its end."""
    return re.sub(r"\\(?=[^\w\s])", "", text).strip("*_ ")


def _wrapped(text, line):
    """Give a text with its next line; a hyphen at the end is one of a compound word."""
    compound = re.search(r"[a-z]-$", text) and re.match(r"[a-z]", line)
    return f"{text}{line}" if compound else f"{text} {line}".strip()


def _whole(blocks):
    """Give the blocks with paragraphs that a page tore in two made whole."""
    whole, at = [], None
    for block in blocks:
        last = whole[at] if at is not None else None
        if (
            block.kind == "text"
            and last
            and last.kind in ("text", "bullet")
            and artefacts.is_torn_off(_bare(last.text), _bare(block.text), block.after_page)
        ):
            whole[at] = replace(last, text=_wrapped(last.text, block.text))
            continue
        whole.append(block)
        if block.kind not in ("note", "foot"):
            at = len(whole) - 1
    return whole


def _plain(text, env, feet):
    """Give the text of a block as it is read: no marks, one blank between words."""
    text = re.sub(r"(\d)\^(\w{2})\^", r"\1\2", _SPAN.sub(r"\1", text.replace("\\ ", " ")))
    tokens = _MARKS.parseInline(re.sub(r"\\$", "", text), env)[0].children or []
    text = "".join(map(_token_text, tokens))
    text = re.sub(r"\*\*|__(?=\w)|(?<=\w)__", "", text)
    bare = re.sub(r"(?<![^\s\[(])\*(?=[\w\[(])", "", text)  # opened and never closed
    text = bare.rstrip("* ") if bare != text else text
    if feet:
        text = re.sub(
            r"\^(\d{1,3})(?!\d|\))", lambda m: f"[^{m[1]}]" if m[1] in feet else m[0], text
        )
    return squeeze(_ATTRIBUTES.sub("", text))


def _token_text(token):
    """Give the text of one of markdown-it's inline tokens."""
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.type == "html_inline":
        return " " if token.content.lower().startswith("<br") else ""
    return token.content


def _laid_out(blocks):
    """Give the lines of the blocks, indented by the list items they stand under."""
    lines, columns, last = [], [], ""
    for block in blocks:
        text = block.text
        if block.kind == "heading":
            text, columns = artefacts.strip_leaders(text), []
            text = f"{block.label} {text}" if text else ""
        elif block.kind == "row":
            text = " | ".join(cell.strip() for cell in text.split("|"))
            if last == "row":
                lines[-1] += f"\n{text}"
                continue
        elif artefacts.is_contents_entry(text):
            text = ""
        else:
            while columns and columns[-1] >= block.column:
                columns.pop()
            text = "  " * len(columns) + text if text else ""
            if block.kind == "bullet" or (_ITEM.match(text.strip()) and "Option" not in text[:12]):
                columns.append(block.column)
        if text:
            lines.append(text)
            last = block.kind
    return lines


def _doubts(lines, notes):
    """Give sentences on footnotes that do not come out even."""
    labels = [note.label for note in notes]
    doubled = sorted({label for label in labels if labels.count(label) > 1})
    marks = set(re.findall(r"\[\^([^\]\s]+)\]", "\n".join(lines)))
    doubts = [f"Footnote {label} has more than one body." for label in doubled]
    doubts += [f"Footnote {label} has no body." for label in sorted(marks - set(labels))]
    lost = sorted(set(labels) - marks)
    return doubts + [f"Footnote {label} has no mark in the text." for label in lost]
