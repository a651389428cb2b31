"""Damaged drafts: real ones with a few things done to them that happen to files.

`mutant(number, seeds)` gives the same bytes for the same number and seeds. Files that are made by
hand, such as bombs, are in `attacks.py`.
"""

import io
import json
import random
import re
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parent / "corpora" / "sample"
LONGEST = 15_000  # bytes of a text after one thing was done to it

_ODD_NUMBERS = ("", "0", "-1", "9" * 5000, "999999999999999999999", "²", "٣", "1.5", "1e999", "NaN")
_ODD_WORDS = (
    "shall", "shall not", "may", "Article 5 bis", "ARTICLE", "ANNEX", "PREAMBLE", "Option 1:",
    "(a)", "(i)", "1.", "1.1.1.1.1.1", "- ", "[", "]", "[[", "]]", "[X]", "[^1]", "[^1]: ", "# ",
    "####### ", "| a | b |", "```", "---", "**", "__", "<!--", "-->", "<", ">", "&", "&amp;",
    "&#0;", "&#xD800;", "]]>", "<![CDATA[", "\\", "\\ud800", "\0", "\t", "\n", "\r", "\n\n", "\f",
    "\x1b[2J", "\u2028", "\ufeff", "e\u0301" * 20, "\U0001f600", "各缔约方应", "الأطراف",
)  # fmt: skip
_UNSEEN = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2069\u200b\u200d\ufeff\u061c"
_CODECS = (
    "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "utf-7", "cp1252", "latin-1",
    "cp037", "cp437", "gb18030", "shift_jis", "koi8-r", "iso2022_jp", "mac_roman", "big5",
)  # fmt: skip
_SUFFIXES = (*((".txt", ".md", ".html", ".xml", ".docx") * 4), *((".json",) * 3), ".pdf")
_DECLARED = (*_CODECS, "idna", "punycode", "unicode_escape", "undefined", "rot13", "hex", "é", "x")
_OPENERS = (
    "[",
    "(",
    "{",
    "*",
    "_",
    "`",
    "> ",
    "- ",
    "# ",
    "| ",
    "~~",
    "![",
    "<b>",
    "[^",
    "“",
    "1.",
)
_PARTS = ("<w:p>", "<div>", "<ol><li>", "<table><tr><td>", "<b>", "<content>", "<article>", "<p>")
_ENUMERATOR = re.compile(r"(?m)^\s*(?:\(\w{1,4}\)|\d+(?:\.\d+)*\.?) ?")
_TOKEN = re.compile(r"<[^<>]*>")


def seeds(shared=None):
    """Give (name, bytes) of the drafts to damage: samples, and reference texts if given."""
    found = [(path.name, path.read_bytes()) for path in sorted(SAMPLE.glob("*-draft*.*"))]
    found = [(name, slim(data) if name.endswith(".docx") else data) for name, data in found]
    found.append(("tracked.docx", tracked()))
    if shared is None or not Path(shared).is_dir():
        return [*found, ("small.json", _small_json())]
    return found + list(_reference(Path(shared)))


def _reference(shared):
    """Give small drafts of the reference material, and the openings of longer ones."""
    kept = set((shared / "gold" / "reserved_treaties.txt").read_text().split())
    treaties = sorted((shared / "corpora" / "tota" / "xml").glob("*.xml"))
    small = [path for path in treaties if 4_000 < path.stat().st_size < 22_000]
    free = [path for path in small if re.search(r"\d+", path.stem)[0] not in kept]
    yield from ((path.name, path.read_bytes()) for path in free[:6])
    for path in sorted((shared / "corpora" / "drafts").rglob("*.md"))[:5]:
        data = path.read_bytes()
        yield path.name, data[len(data) // 3 : len(data) // 3 + 9_000]
    for path in sorted((shared / "corpora" / "open-treaties").glob("*.json"))[:4]:
        card = json.loads(path.read_text("utf-8"))
        card["articles"] = card["articles"][:5]
        yield path.name, json.dumps(card).encode()


def mutant(number, drafts, seed=6):
    """Give (name, bytes, what was done) of a damaged draft."""
    rng = random.Random(f"{seed}-{number}")
    suffix = rng.choice(_SUFFIXES)
    name, data = rng.choice([draft for draft in drafts if draft[0].endswith(suffix)])
    if suffix in (".txt", ".md"):  # a stretch, so that ten thousand take minutes
        start = rng.randrange(len(data) // 2)
        data = data[start:][: rng.choice((500, 2000, 5000))]
    done = []
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3))):
        if suffix == ".docx" and rng.random() < 0.75:
            way, data = _inside(rng, data, drafts)
        else:
            way = rng.choice(_WAYS[suffix] if suffix in _WAYS else _TEXT)
            data = _done(way, rng, data, drafts)
        done.append(way.__name__)
    if rng.random() < 0.04:
        suffix = rng.choice((".txt", ".md", ".html", ".docx", ".pdf", ".xml", ".json"))
        done.append("renamed")
    return f"{number}{suffix}", data, f"{name}: {', '.join(done)}"


def _done(way, rng, data, drafts):
    """Give the bytes after one thing is done to them, be it to bytes or to text."""
    if way in _BYTES:
        return way(rng, data, drafts)
    found = way(rng, data.decode("utf-8", "replace"))
    return found[: max(LONGEST, len(data))].encode("utf-8", "replace")


def _inside(rng, data, drafts):
    """Damage a part of a Word file, and pack it anew."""
    way = rng.choice((*_TEXT, *_MARKED, *((elements, attributes, nest_tags) * 6)))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # damaged before, in any of the ways that zipfile knows
        return flip, flip(rng, data, drafts)
    if not parts:
        return flip, flip(rng, data, drafts)
    name = rng.choice(sorted(parts)) if rng.random() < 0.6 else "word/document.xml"
    parts[name] = _done(way, rng, parts.get(name, b""), drafts)
    if rng.random() < 0.03:
        del parts[name]
    return way, packed(parts)


def packed(parts, how=zipfile.ZIP_DEFLATED):
    """Give a ZIP archive of some parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", how) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return held.getvalue()


# what can happen to bytes


def truncate(rng, data, _):
    """Cut the end off."""
    return data[: rng.randrange(len(data) + 1)]


def splice(rng, data, drafts):
    """Go on with the end of another draft."""
    other = rng.choice(drafts)[1]
    return data[: rng.randrange(len(data) + 1)] + other[rng.randrange(len(other)) :][:LONGEST]


def flip(rng, data, _):
    """Change some bytes."""
    changed = bytearray(data)
    for _ in range(rng.choice((1, 2, 8, 64)) if changed else 0):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def drop(rng, data, _):
    """Take a stretch out, or put it in twice."""
    start = rng.randrange(len(data) + 1)
    end = min(len(data), start + rng.choice((1, 10, 200, 3000)))
    return data[:start] + data[end:] if rng.random() < 0.5 else data[:end] + data[start:]


def nuls(rng, data, _):
    """Put NULs in."""
    at = rng.randrange(len(data) + 1)
    return data[:at] + b"\0" * rng.choice((1, 7, 500)) + data[at:]


def reencode(rng, data, _):
    """Write the text in another character set, and perhaps name yet another."""
    text = data.decode("utf-8", "replace")
    if rng.random() < 0.6:
        named = rng.choice(_DECLARED)
        text = re.sub(
            r"""(?i)((?:encoding|charset)=["']?)[\w.-]+""", rf"\g<1>{named}", text, count=1
        )
    codec = rng.choice(_CODECS)
    return text.encode(codec, "replace")


# what can happen to text


def numbers(rng, text):
    """Put odd numbers in the place of some."""
    rate = rng.choice((0.01, 0.1, 0.5))
    return re.sub(r"\d+", lambda m: rng.choice(_ODD_NUMBERS) if rng.random() < rate else m[0], text)


def words(rng, text):
    """Put odd words in."""
    pieces = text.split(" ")
    for _ in range(rng.choice((1, 5, 40))):
        pieces.insert(rng.randrange(len(pieces) + 1), rng.choice(_ODD_WORDS))
    return " ".join(pieces)


def double_numbering(rng, text):
    """Write each enumerator twice, or all of them as one of them."""
    all_of_them = _ENUMERATOR.findall(text)
    if not all_of_them:
        return text + "\n\n1. 1. (a) (a) Each Party shall act.\n" * 5
    if rng.random() < 0.5:
        return _ENUMERATOR.sub(lambda m: m[0] * rng.choice((2, 3)), text)
    same = rng.choice(all_of_them)
    return _ENUMERATOR.sub(lambda m: same, text)


def lines(rng, text):
    """Put lines into another order, twice, or on one line."""
    pieces = text.split("\n")
    kind = rng.randrange(4)
    if kind == 0:
        rng.shuffle(pieces)
    elif kind == 1:
        at = rng.randrange(len(pieces))
        pieces[at:at] = [pieces[at]] * rng.choice((2, 30))
    elif kind == 2:
        return " ".join(pieces)
    else:
        pieces = [" " * rng.randrange(40) + piece for piece in pieces]
    return "\n".join(pieces)


def nest(rng, text):
    """Open marks deep, and close them or not."""
    depth = rng.choice((3, 30, 300, 2000))
    opener, at = rng.choice(_OPENERS), rng.randrange(len(text) + 1)
    closer = {"[": "]", "(": ")", "{": "}", "<b>": "</b>", "“": "”"}.get(opener, opener)
    closed = closer * (depth if rng.random() < 0.6 else 0)
    return text[:at] + opener * depth + text[at : at + 200] + closed + text[at + 200 :]


def nest_lists(rng, text):
    """Add a list whose items stand ever deeper."""
    depth = rng.choice((5, 40, 150))
    marks = ("- ", "(a) ", "1. ", "(i) ", "1.1 ")
    items = ["  " * at + rng.choice(marks) + "shall publish;" for at in range(depth)]
    return text + "\n\n" + rng.choice(("\n", "\n\n")).join(items)


def unseen(rng, text):
    """Strew in marks of direction and other characters without width."""
    pieces = list(text)
    for _ in range(rng.choice((1, 20, 300))):
        pieces.insert(rng.randrange(len(pieces) + 1), rng.choice(_UNSEEN))
    return "".join(pieces)


def unicode(rng, text):
    """Put a run of characters of any kind in."""
    run = "".join(chr(rng.randrange(0x110000)) for _ in range(rng.choice((1, 30, 500))))
    run = run.encode("utf-8", "ignore").decode()
    at = rng.randrange(len(text) + 1)
    return text[:at] + run + text[at:]


def run_on(rng, text):
    """Repeat one sign or word a few thousand times."""
    sign = rng.choice(("[", "]", "(", ".", "-", "_ ", "*", "`", " ", "\n", "|", "a", "9", "shall "))
    at = rng.randrange(len(text) + 1)
    return text[:at] + sign * rng.choice((50, 1500)) + text[at:]


def rows(rng, text):
    """Add a large table."""
    columns, count = rng.choice(((2, 150), (200, 3), (20, 15)))
    return text + "\n" + ("|" + " may |" * columns + "\n") * count


# what can happen to text with tags


def tags(rng, text):
    """Take out, double or exchange tags."""
    found = [match.span() for match in _TOKEN.finditer(text)]
    for _ in range(rng.choice((1, 3, 20)) if found else 0):
        start, end = rng.choice(found)
        other = rng.choice(found)
        token = rng.choice(("", text[start:end] * 2, text[other[0] : other[1]]))
        text = text[:start] + token + text[end:]
    return text


def elements(rng, text):
    """Move whole elements to other places, so that the whole stays sound."""
    for _ in range(rng.choice((1, 4, 12))):
        found = list(re.finditer(r"<([\w:]+)(?:\s[^<>]*)?/>|<([\w:]+)[^<>]*>[^<>]*</\2>", text))
        if len(found) < 2:
            return text
        one, place = rng.choice(found), rng.choice(found).start()
        piece = one[0]
        if rng.random() < 0.7 and not one.start() < place < one.end():
            text = text[: one.start()] + " " * len(piece) + text[one.end() :]
        text = text[:place] + piece + text[place:]
    return text


def attributes(rng, text):
    """Put odd values into attributes."""
    rate = rng.choice((0.02, 0.3))
    odd = [one for one in (*_ODD_NUMBERS, *_ODD_WORDS) if not set(one) & set('<&"\0\x1b')]
    return re.sub(
        r'="[^"<>]*"',
        lambda m: f'="{rng.choice(odd)}"' if rng.random() < rate else m[0],
        text,
    )


def nest_tags(rng, text):
    """Put a stretch into elements, deep."""
    tag, depth = rng.choice(_PARTS), rng.choice((5, 60, 120, 400, 3000))
    found = [match.start() for match in _TOKEN.finditer(text)] or [0]
    at = rng.choice(found)
    close = "".join(f"</{name}>" for name in re.findall(r"<([\w:]+)>", tag)[::-1])
    return text[:at] + tag * depth + "deep" + close * depth + text[at:]


def inside_json(rng, text):
    """Damage a text inside, so that the whole stays sound JSON."""
    ways = (
        numbers,
        words,
        double_numbering,
        lines,
        nest,
        nest_lists,
        unseen,
        unicode,
        run_on,
        rows,
    )
    try:
        card = json.loads(text)
        article = rng.choice(card["articles"])
        key = rng.choice(sorted(article))
        article[key] = rng.choice(ways)(rng, str(article[key]))
    except (ValueError, KeyError, TypeError, IndexError):  # damaged before
        return text
    return json.dumps(card)


_BYTES = (truncate, splice, flip, drop, nuls, reencode)
_TEXT = (
    *_BYTES, numbers, words, double_numbering, lines, nest, nest_lists, unseen, unicode, run_on,
    rows,
)  # fmt: skip
_MARKED = (tags, elements, attributes, nest_tags)
_WAYS = {
    ".pdf": (truncate, splice, flip, drop, nuls, numbers, flip, flip),
    ".docx": (truncate, splice, flip, drop, nuls, flip),
    ".xml": (*_TEXT, *_MARKED, *((elements, attributes, nest_tags) * 4)),
    ".html": (*_TEXT, *_MARKED, *_MARKED),
    ".json": (*_TEXT, *((inside_json,) * 40)),
}


def slim(data):
    """Give a Word file without what the reader does not look at."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    styles = re.sub(
        rb'<w:style [^>]*w:type="table".*?</w:style>', b"", parts["word/styles.xml"], flags=re.S
    )
    kept = ("_rels", "core", "document", "numbering", "footnotes", "settings", "Content")
    parts = {name: part for name, part in parts.items() if any(one in name for one in kept)}
    return packed(parts | {"word/styles.xml": styles})


_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BODY = """
<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>Article 1: Scope</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del
 w:id="9"/></w:rPr></w:pPr><w:r><w:t>Each Party shall </w:t></w:r>
<w:ins w:id="1" w:author="A" w:date="2026-01-01">
<w:r><w:t>endeavour to </w:t></w:r></w:ins><w:del w:id="2" w:author="A"><w:r><w:delText>fully
</w:delText></w:r></w:del><w:r><w:t>publish</w:t><w:footnoteReference w:id="2"/></w:r></w:p>
<w:p><w:moveTo w:id="3"><w:r><w:t>No Party shall hide its laws.</w:t></w:r></w:moveTo></w:p>
<w:p><w:moveFrom w:id="4"><w:r><w:t>No Party shall hide its laws.</w:t></w:r></w:moveFrom></w:p>
<w:sdt><w:sdtContent><w:p><w:r><w:t>The Parties may</w:t><w:br/><w:t>(a) act.</w:t></w:r>
<w:r><w:sym w:font="Symbol" w:char="F0B7"/><w:tab/></w:r></w:p></w:sdtContent></w:sdt>
<w:tbl><w:tr><w:trPr><w:ins w:id="5"/></w:trPr><w:tc><w:tcPr><w:cellDel w:id="8"/></w:tcPr><w:p>
<w:r><w:t>1</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Tariff</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText> TOC \\o </w:instrText><w:fldChar
 w:fldCharType="separate"/><w:t>Article 1 .... 3</w:t><w:fldChar w:fldCharType="end"/></w:r></w:p>
<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Each Party should act.</w:t></w:r></w:p>
</w:txbxContent></w:pict></w:r><w:hyperlink><w:r><w:rPr><w:vanish/></w:rPr><w:t>hid</w:t></w:r>
</w:hyperlink><w:rPrChange><w:rPr/></w:rPrChange></w:p>"""
_NOTES = """<w:footnote w:id="2"><w:p><w:r><w:t>Laws bind.</w:t></w:r></w:p></w:footnote>"""
_LISTS = """<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1">
<w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride>
</w:num>"""


def tracked(body=_BODY, head=""):
    """Give a small Word file of our own with all that the reader knows: changes, notes, boxes."""

    def part(root, inside):
        return f'{head}<w:{root} xmlns:w="{_SPACE}">{inside}</w:{root}>'.encode()

    return packed(
        {
            "_rels/.rels": _RELATIONS.encode(),
            "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
            "word/footnotes.xml": part("footnotes", _NOTES),
            "word/numbering.xml": part("numbering", _LISTS),
        }
    )


def _small_json():
    said = "1. Each Party shall publish its laws.(a)Laws bind;and(b)orders do.2. No Party may hide."
    article = {"article": "一", "title_en": "Laws", "content_en": said}
    card = {"treaty_en": "A Treaty", "preamble_en": "The Parties,", "articles": [article] * 3}
    return json.dumps(card).encode()
