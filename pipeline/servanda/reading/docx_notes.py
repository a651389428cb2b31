"""Footnotes and endnotes of a Word file: their marks as printed, their bodies for the end."""

from .docx_archive import W, value
from .docx_numbering import show

_FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}


class Notes:
    """Gives each note its mark when its place in the text is read.

    Parameters
    ----------
    parts : dict
        For "footnote" and "endnote" the tree of its part, or None.
    settings : lxml.etree._Element or None
        The tree of settings.xml, which says how notes are numbered.
    """

    def __init__(self, parts, settings):
        self._bodies, self._formats, self._counts = {}, {}, {}
        for kind, root in parts.items():
            own = None if settings is None else settings.find(f"{W}{kind}Pr")
            self._formats[kind] = value(own, "numFmt", _FORMATS[kind])
            start = value(own, "numStart", "1")
            self._counts[kind] = int(start) - 1 if start.isdecimal() else 0
            for note in () if root is None else root.findall(f"{W}{kind}"):
                if note.get(f"{W}type", "normal") == "normal":
                    self._bodies[kind, note.get(f"{W}id")] = note
        self._labels = {}

    def label(self, kind, key, sign=None):
        """Give the mark of a note, "" if the file has no such note."""
        note = (kind, key)
        if note not in self._bodies:
            return ""
        if note not in self._labels:
            self._labels[note] = self._free(sign or self._count(kind))
        return self._labels[note]

    def marked(self):
        """Give (mark, kind, body) of each note that the text marks, in the order of the marks."""
        return [(label, note[0], self._bodies[note]) for note, label in self._labels.items()]

    def _count(self, kind):
        """Count on and give the number in the format of this kind of notes."""
        self._counts[kind] += 1
        return show(self._counts[kind], self._formats[kind])

    def _free(self, label):
        """Give a mark that no other note has: footnote 1 and endnote 1 are two."""
        label = "".join(label.split()).replace("]", "") or "*"
        taken = set(self._labels.values())
        tries = [label, *(f"{label}-{at}" for at in range(2, len(taken) + 3))]
        return next(one for one in tries if one not in taken)
