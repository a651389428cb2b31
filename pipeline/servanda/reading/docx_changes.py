"""Tracked changes of a Word file: list them, then leave the tree as one of its two readings.

The tree is settled before it is read, so that no later step can lose an insertion: python-docx
gives "shall ensure" for "shall [inserted: endeavour to] ensure".
"""

from .docx_archive import W
from .plain import squeeze

JOINS = "joins-next"
"""The attribute of a paragraph whose end the changes took away."""

_KINDS = {"ins": "insertion", "del": "deletion", "moveTo": "move", "moveFrom": "move"}
_GOES = {"accept": ("del", "moveFrom"), "reject": ("ins", "moveTo")}
_STAYS = {"accept": ("ins", "moveTo"), "reject": ("del", "moveFrom")}
_CELL_GOES = {"accept": "cellDel", "reject": "cellIns"}
_HOLDERS = (f"{W}rPr", f"{W}trPr", f"{W}tcPr", f"{W}numPr")
_BARE = frozenset(
    "bookmarkStart bookmarkEnd proofErr commentRangeStart commentRangeEnd moveFromRangeStart "
    "moveFromRangeEnd moveToRangeStart moveToRangeEnd".split()
)


def list_changes(root):
    """Give the tracked changes in a tree, in its order.

    Parameters
    ----------
    root : lxml.etree._Element
        A part of a Word file as it stands there.

    Returns
    -------
    list of dict
        Each with the keys author, date, kind (insertion, deletion or move) and text; the end
        of a paragraph is "¶". A move counts once, with the text at its new place.
    """
    found, last = [], None
    moved = next(root.iter(f"{W}moveTo"), None) is not None
    for element in root.iter(*(f"{W}{name}" for name in _KINDS)):
        name = element.tag[len(W) :]
        if name == "moveFrom" and moved:
            continue
        text = _text(element)
        if not text:
            continue
        change = {
            "author": element.get(f"{W}author", ""),
            "date": element.get(f"{W}date", ""),
            "kind": _KINDS[name],
            "text": text,
        }
        if last is not None and _adjoins(last, element) and _same(found[-1], change):
            found[-1]["text"] += text
        else:
            found.append(change)
        last = element
    return [change | {"text": squeeze(change["text"])} for change in found]


def settle(root, tracked):
    """Leave a tree as it reads with its changes accepted or rejected.

    Parameters
    ----------
    root : lxml.etree._Element
        Changed in place.
    tracked : {"accept", "reject"}
    """
    if tracked == "reject":
        _restore_properties(root)
    _settle_rows(root, tracked)
    for name in _GOES[tracked]:
        for element in list(root.iter(f"{W}{name}")):
            _take_out(element)
    for name in _STAYS[tracked]:
        for element in list(root.iter(f"{W}{name}")):
            if element.getparent() is not None and element.getparent().tag not in _HOLDERS:
                _unwrap(element)
    for element in list(root.iter(f"{W}delText")):
        element.tag = f"{W}t"


def _take_out(element):
    """Take a change's words out; if it is the end of a paragraph, mark that as joining."""
    holder = element.getparent()
    if holder is None:
        return
    if holder.tag == f"{W}rPr" and holder.getparent().tag == f"{W}pPr":
        holder.getparent().getparent().set(JOINS, "1")
    elif holder.tag not in _HOLDERS:
        holder.remove(element)


def _text(element):
    """Give the text of a change; of a changed paragraph end or row, a sign or its text."""
    holder = element.getparent()
    if holder.tag == f"{W}rPr":
        paragraph = holder.getparent()
        if paragraph.tag != f"{W}pPr" or _changed_inside(paragraph.getparent(), element.tag):
            return ""
        return "¶"
    if holder.tag == f"{W}trPr":
        row = holder.getparent()
        return "" if _changed_inside(row, element.tag) else _words(row)
    if holder.tag in _HOLDERS:
        return ""
    return _words(element)


def _changed_inside(element, tag):
    """Tell whether an element has a change of the same kind around some of its words."""
    return any(one.getparent().tag not in _HOLDERS and len(one) for one in element.iter(tag))


def _words(element):
    """Give the words of an element, deleted ones too."""
    pieces = []
    for one in element.iter(f"{W}t", f"{W}delText", f"{W}tab", f"{W}br", f"{W}noBreakHyphen"):
        name = one.tag[len(W) :]
        plain = {"tab": " ", "br": " ", "noBreakHyphen": "-"}
        pieces.append(plain.get(name) or one.text or "")
    return "".join(pieces)


def _adjoins(before, after):
    """Tell whether nothing stands between two changes of one paragraph."""
    between = before.getnext()
    while between is not None and between.tag[len(W) :] in _BARE:
        between = between.getnext()
    return between is after


def _same(one, other):
    """Tell whether two changes are of one kind, by one author, at one time."""
    return all(one[key] == other[key] for key in ("author", "date", "kind"))


def _restore_properties(root):
    """Put the properties of paragraphs and runs back as they were before the changes."""
    for name in ("pPr", "rPr", "tblPr", "trPr", "tcPr"):
        for change in list(root.iter(f"{W}{name}Change")):
            now, before = change.getparent(), change.find(f"{W}{name}")
            if now is None or before is None:
                continue
            kept = [one for one in now if one.tag in (f"{W}rPr", f"{W}ins", f"{W}del")]
            kept += [one for one in now if one.tag in (f"{W}moveFrom", f"{W}moveTo")]
            now[:] = [*before, *kept]


def _settle_rows(root, tracked):
    """Take out the rows and cells that this reading does not have."""
    gone = [f"{W}{name}" for name in _GOES[tracked]]
    for row in list(root.iter(f"{W}tr")):
        properties = row.find(f"{W}trPr")
        if properties is not None and any(one.tag in gone for one in properties):
            row.getparent().remove(row)
    for cell in list(root.iter(f"{W}tc")):
        properties = cell.find(f"{W}tcPr")
        if properties is not None and properties.find(f"{W}{_CELL_GOES[tracked]}") is not None:
            cell.getparent().remove(cell)


def _unwrap(element):
    """Put the children of an element in its place."""
    for child in list(element):
        element.addprevious(child)  # where a slice of the holder would count its children each time
    element.getparent().remove(element)
