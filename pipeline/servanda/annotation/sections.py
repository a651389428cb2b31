"""The component that puts the sections of a treaty on its Doc."""

from bisect import bisect_left, bisect_right
from operator import itemgetter
from weakref import WeakKeyDictionary

from spacy.attrs import IDX
from spacy.language import Language
from spacy.tokens import Span, SpanGroup

from servanda.annotation.structure import Section, parse

_TEXTS, _KINDS = WeakKeyDictionary(), WeakKeyDictionary()
_RECORDED = itemgetter(*Section._fields[2:])  # id and kind stand on the span itself


@Language.factory("sections", assigns=["doc.spans"])
def make_sections(nlp, name):
    """Give the component that fills `doc.spans["sections"]`.

    Each span has the kind of the section as its label and the citation as its id; the group's
    `attrs` hold a record for each id: at, title, number, parent, start, end, body.
    """
    return add_sections


def add_sections(doc):
    """Put the sections of a text on its Doc."""
    starts = doc.to_array(IDX).tolist()
    spans, records, found = [], {}, parse(text_of(doc))
    for at, section in enumerate(found):
        first, last = tokens_of(starts, section.start, section.end)
        spans.append(Span(doc, first, last, label=section.kind, span_id=section.id))
        records[section.id] = {
            "at": at,
            "title": section.title,
            "number": section.number,
            "parent": section.parent,
            "start": section.start,
            "end": section.end,
            "body": section.body,
        }
    doc.spans["sections"] = SpanGroup(doc, name="sections", spans=spans, attrs=records)
    _KINDS[doc] = doc.spans["sections"], len(spans), {each.id: each.kind for each in found}
    return doc


def kinds(doc):
    """Give the kind of each section by its id, in text order.

    Everything asks for them, and spaCy makes a span of each section anew.
    """
    group = doc.spans["sections"]
    known, size, found = _KINDS.get(doc, (None, 0, {}))
    if known is not group or size != len(group):
        found = {section.id_: section.label_ for section in group}
        _KINDS[doc] = group, len(group), found
    return found


def text_of(doc):
    """Give the text of a Doc, which spaCy joins anew from its tokens each time it is asked."""
    text = _TEXTS.get(doc)
    return remember(doc, doc.text) if text is None else text


def remember(doc, text):
    """Keep the text that a Doc was made of, and give it."""
    _TEXTS[doc] = text
    return text


def sections_of(doc):
    """Give the sections that stand on a Doc, as `parse` gave them."""
    records = doc.spans["sections"].attrs
    return [Section(name, kind, *_RECORDED(records[name])) for name, kind in kinds(doc).items()]


def tokens_of(starts, start, end):
    """Give the tokens that hold a stretch of characters, from where each of the Doc starts."""
    first = max(0, bisect_right(starts, start) - 1)
    return first, max(first + 1, bisect_left(starts, end))
