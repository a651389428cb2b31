"""Footnotes of a web page: find marks and bodies, and take the bodies out of the page.

A mark is a link to a place further down whose text is only a number or a sign, or a raised
number that some later paragraph opens with.
"""

import re

from .plain import squeeze

_LABEL = re.compile(r"[\[(\s]*(\d{1,3}|[*†‡]{1,3}|[ivxl]{1,6}|[a-z])[\])\s.]*$")
_NOTE_LIKE = re.compile(r"fn|note|ftn|edn|^#n\d|^#?_?\d+$", re.IGNORECASE)
_HOLDERS = ("p", "li", "div", "td", "aside", "section", "dd", "tr")
_BACK = "↩↑^⏎"


def take_notes(page):
    """Put ``[^3]`` where a page marks a footnote and take the bodies out of the page.

    Parameters
    ----------
    page : lxml.html.HtmlElement
        Changed in place.

    Returns
    -------
    list of (str, lxml.html.HtmlElement)
        Each label with the element that holds its body, in the order of the marks.
    """
    places = {}
    for element in page.iter():
        for key in (element.get("id"), element.get("name")):
            if key:
                places.setdefault(key, element)
    notes, holders = [], set()
    for mark, label, place in [*_linked(page, places), *_raised(page)]:
        holder = _holder(place)
        if holder is None or _inside(mark, holders) or mark in holder.iter():
            continue
        if holder not in holders:
            holders.add(holder)
            notes.append((label, holder))
        _write_mark(mark, label)
    for label, holder in notes:
        _take_out(holder, label)
    return notes


def _linked(page, places):
    """Give (mark, label, place) for each link that looks like a footnote's."""
    for link in page.iter("a"):
        href = link.get("href") or ""
        label = _LABEL.match(squeeze(link.text_content()))
        place = places.get(href[1:]) if href.startswith("#") else None
        if label and place is not None and (_raises(link) or _NOTE_LIKE.search(href)):
            yield link, label[1], place


def _raised(page):
    """Give (mark, label, place) for raised numbers that a later paragraph opens with."""
    raised = [sup for sup in page.iter("sup") if sup.find(".//a") is None]
    raised = [(sup, squeeze(sup.text_content()).strip("[]().")) for sup in raised]
    raised = [(sup, label) for sup, label in raised if label.isdigit()]
    opening = {label: sup for sup, label in raised if _opens(sup)}
    for sup, label in raised:
        if not _opens(sup) and label in opening:
            yield sup, label, opening[label]


def _raises(link):
    """Tell whether a link stands above the line, or says that it is a note's."""
    if link.get("role") == "doc-noteref" or link.find(".//sup") is not None:
        return True
    return next(link.iterancestors("sup"), None) is not None


def _opens(element):
    """Tell whether nothing stands before an element in its paragraph."""
    parent = element.getparent()
    return parent.tag in _HOLDERS and parent[0] is element and not (parent.text or "").strip()


def _holder(place):
    """Give the paragraph, item or division that is the body of the note at a place."""
    holder = place
    while holder is not None and holder.tag not in _HOLDERS:
        holder = holder.getparent()
    if holder is None or len(squeeze(holder.text_content())) > 5000:
        return None
    parent = holder.getparent()
    named = parent is not None and f"{parent.get('id', '')}{parent.get('class', '')}"
    if (
        named
        and parent.tag in ("li", "div", "aside", "tr")
        and re.search(r"(?:fn|ftn|edn|note)\D*\d", named)
    ):
        return parent
    return holder


def _inside(element, holders):
    """Tell whether an element is in the body of a note already found."""
    return any(ancestor in holders for ancestor in element.iterancestors())


def _write_mark(mark, label):
    """Put the mark as text in the place of its element."""
    sup = next(mark.iterancestors("sup"), mark)
    sup = sup if squeeze(sup.text_content()).strip("[]()., ") == label else mark
    tail = sup.tail
    sup.clear()
    sup.tag, sup.text, sup.tail = "span", f"[^{label}]", tail


def _take_out(holder, label):
    """Take a body out of the page, without its number and its way back."""
    for link in list(holder.iter("a", "sup")):
        text = squeeze(link.text_content()).strip("[]()., ")
        if (
            link is not holder
            and link.getparent() is not None
            and (text == label or set(text) <= set(_BACK))
        ):
            link.drop_tree()
    holder.text = re.sub(rf"^\s*[\[(]?{re.escape(label)}[\]).]\s+", "", holder.text or "")
    holder.drop_tree()
