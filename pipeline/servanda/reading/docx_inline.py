"""The words of a paragraph in a Word file: runs, fields, notes, symbols, text boxes.

Hidden text, comments and the codes of fields are no words of the draft; a text box is, once.
"""

from .docx_archive import W, is_on

BREAK = "\0"
"""A line break inside a paragraph."""

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PLAIN = {
    "tab": " ", "ptab": " ", "noBreakHyphen": "-", "softHyphen": "", "cr": BREAK,
}  # fmt: skip
_HOLDERS = frozenset(
    "hyperlink smartTag sdt sdtContent customXml dir bdo fldSimple ruby rubyBase ins moveTo "
    "del moveFrom r".split()
)
_CONTENTS = ("TOC", "INDEX", "TOA", "RD")
_SYMBOLS = {
    0xA3: "≤", 0xA7: "•", 0xA8: "•", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•",
    0xB9: "≠", 0xBC: "…", 0x2D: "-", 0xD7: "·", 0x2B: "+", 0x3D: "=", 0x25: "%",
}  # fmt: skip
_WINGDINGS = {0xA7: "•", 0xA8: "☐", 0x6F: "☐", 0xFE: "☒", 0xFC: "✓", 0x9F: "•", 0x6C: "•"}


class Fields:
    """Where the reader stands among the fields of a file: in a code or in a result.

    A field may run over paragraphs, as a table of contents does.
    """

    def __init__(self, root):
        marks = [one.get(f"{W}fldCharType") for one in root.iter(f"{W}fldChar")]
        self._sound = marks.count("begin") == marks.count("end")
        self._stack = []

    def mark(self, kind):
        """Pass a mark: the begin of a code, the begin of its result, or the end."""
        if kind == "begin":
            self._stack.append(["code", ""])
        elif kind == "separate" and self._stack:
            name = self._stack[-1][1].split()[:1]
            unwanted = bool(name) and name[0].upper() in _CONTENTS
            self._stack[-1][0] = "unwanted" if unwanted and self._sound else "result"
        elif kind == "end" and self._stack:
            self._stack.pop()

    def code(self, text):
        """Take a piece of a field's code."""
        if self._stack and self._stack[-1][0] == "code":
            self._stack[-1][1] += text

    @property
    def silent(self):
        """Whether words here are of a code or of a table of contents."""
        return any(state != "result" for state, _ in self._stack) and self._sound


class Inline:
    """Gives the words of paragraphs one after the other.

    Parameters
    ----------
    root : lxml.etree._Element
        The tree of the part that the paragraphs are in.
    styles : Styles
    notes : Notes
        What gives a mark for a footnote or endnote.
    """

    def __init__(self, root, styles, notes):
        self._fields = Fields(root)
        self._styles = styles
        self._notes = notes
        self._custom = None

    def words(self, paragraph, hidden=False):
        """Give the words of a paragraph and the text boxes that hang on it."""
        pieces, boxes = [], []
        self._custom = None
        for child in paragraph:
            self._take(child, hidden, pieces, boxes)
        return "".join(pieces), boxes

    def _take(self, element, hidden, pieces, boxes):
        """Add the words of an element."""
        tag = element.tag
        if tag.startswith(W):
            name = tag[len(W) :]
            if name == "r":
                hidden = self._hides(element, hidden)
            if name == "fldSimple" and element.get(f"{W}instr", "").split()[:1] == ["TOC"]:
                return
            if name in _HOLDERS:
                for child in element:
                    self._take(child, hidden, pieces, boxes)
            elif name in ("drawing", "pict", "object"):
                boxes.extend(_boxes(element))
            else:
                self._take_leaf(element, name, hidden, pieces)
        elif tag == f"{_COMPATIBLE}AlternateContent":
            for child in _alternative(element):
                self._take(child, hidden, pieces, boxes)
        elif tag.startswith(_MATH) and not hidden:
            pieces.extend(one.text or "" for one in element.iter(f"{_MATH}t"))

    def _take_leaf(self, element, name, hidden, pieces):
        """Add what a run holds: text, a mark of a field or a note, a sign."""
        if name == "fldChar":
            self._fields.mark(element.get(f"{W}fldCharType"))
        elif name == "instrText":
            self._fields.code(element.text or "")
        elif hidden or self._fields.silent:
            return
        elif name == "t":
            pieces.append(self._text(element.text or ""))
        elif name in ("footnoteReference", "endnoteReference"):
            self._reference(element, name, pieces)
        elif name == "sym":
            pieces.append(_symbol(element))
        elif name == "br":
            pieces.append(BREAK if element.get(f"{W}type") in (None, "textWrapping") else " ")
        elif name in _PLAIN:
            pieces.append(_PLAIN[name])

    def _text(self, text):
        """Give a run's text, less the sign of a note that the author chose himself."""
        if self._custom and text.strip():
            key, self._custom = self._custom, None
            sign, rest = text.split()[0], text.lstrip()
            sign = sign if len(sign) <= 3 else sign[:1]
            return f"[^{self._notes.label(*key, sign)}]{rest[len(sign) :]}"
        return text

    def _reference(self, element, name, pieces):
        """Add the mark of a note, or wait for the sign that follows."""
        key = (name.removesuffix("Reference"), element.get(f"{W}id"))
        if element.get(f"{W}customMarkFollows") in ("1", "true", "on"):
            self._custom = key
        else:
            label = self._notes.label(*key)
            pieces.append(f"[^{label}]" if label else "")

    def _hides(self, run, hidden):
        """Tell whether a run's words are hidden, by themselves or by a style."""
        properties = run.find(f"{W}rPr")
        if properties is None:
            return hidden
        own = is_on(properties, "vanish")
        if own is not None:
            return own
        style = properties.find(f"{W}rStyle")
        return hidden or (style is not None and self._styles.hidden(style.get(f"{W}val")))


def _alternative(element):
    """Give the children of the first alternative that has words; a box is there twice."""
    choices = [one for one in element if one.tag.startswith(_COMPATIBLE)]
    for choice in choices:
        if next(choice.iter(f"{W}t"), None) is not None:
            return list(choice)
    return []


def _boxes(element):
    """Give the contents of the text boxes of a drawing, without those inside another."""
    if element.tag == f"{W}txbxContent":
        return [element]
    if element.tag == f"{_COMPATIBLE}AlternateContent":
        return [box for child in _alternative(element) for box in _boxes(child)]
    return [box for child in element for box in _boxes(child)]


def _symbol(element):
    """Give the character that a symbol font shows."""
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    if not 0xF000 <= code <= 0xF0FF:
        return chr(code) if 0x20 <= code < 0xD800 else ""
    font = element.get(f"{W}font", "").lower()
    low = code - 0xF000
    if font.startswith("wingdings"):
        return _WINGDINGS.get(low, "")
    return _SYMBOLS.get(low, chr(low) if 0x20 < low < 0x7F and font != "symbol" else "")
