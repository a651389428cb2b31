"""The component that reads a negotiating text: its norms under one reading, or its outcomes."""

from bisect import bisect_right

from spacy.language import Language
from spacy.tokens import Span, SpanGroup

from servanda.annotation.outcomes import judge, outcomes
from servanda.annotation.provisions import provisions
from servanda.annotation.sections import add_sections, sections_of, text_of
from servanda.reading.brackets import (
    READINGS,
    SEMANTICS,
    apart,
    back,
    check,
    is_unagreed,
    joined,
    kept,
)

CHOICES = (*READINGS, "outcomes")


@Language.factory(
    "brackets",
    default_config={"reading": None, "semantics": "unagreed"},
    assigns=["doc.spans"],
    requires=["doc.spans"],
)
def make_brackets(nlp, name, reading, semantics):
    """Give the component for a pipeline that has the components sections and strength."""
    return Negotiation(nlp, reading, semantics)


class Negotiation:
    """Finds norms without the brackets around their words, and what provisions can become.

    The Doc keeps the text as it is read, and all offsets index it. Its norms are those of a
    reading: the one asked for, or the first of all alternatives. ``doc.user_data["kept"]`` has
    the slices that stay under it; ``doc.spans["outcomes"]`` the provisions with their outcomes.

    Parameters
    ----------
    nlp : spacy.Language
    reading : {"accept", "reject", "first", "outcomes"}, default=None
        None takes outcomes where a draft holds unagreed text.
    semantics : {"unagreed", "deletion"}, default="unagreed"
    """

    def __init__(self, nlp, reading=None, semantics="unagreed"):
        if reading is not None:
            check("brackets", reading, CHOICES, "load")
        check("semantics", semantics, SEMANTICS, "load")
        self.nlp, self.reading, self.semantics = nlp, reading, semantics

    def __call__(self, doc):
        """Put norms, sections and outcomes of a negotiating text on its Doc."""
        text = text_of(doc)
        if self.reading is None and not is_unagreed(text, self.semantics):
            return doc
        all_ways = self.reading in (None, "outcomes")
        slices = self._slices(text, "first" if all_ways else self.reading)
        strength = self.nlp.get_pipe("strength")
        clean = self.nlp.make_doc(joined(text, slices))
        strength(add_sections(clean))
        doc.user_data["kept"] = slices
        place = _Place(slices)
        if all_ways:
            sections = sections_of(doc)
            found = judge(provisions(text, sections, self.semantics), strength)
            doc.spans["outcomes"] = _outcomes(doc, found)
            names = _renamed(clean, sections, place)
        else:
            doc.spans["sections"] = _sections(doc, clean, place)
            names = {}
        doc.spans["norms"] = _norms(doc, clean, place, names)
        return doc

    def label(self, texts):
        """Give (label, confidence, norms), and the outcomes if asked for, of loose sentences.

        Offsets index the texts as they are given.
        """
        strength = self.nlp.get_pipe("strength")
        if self.reading is None:
            return strength.label(texts)
        reading = "first" if self.reading == "outcomes" else self.reading
        cuts = [self._slices(text, reading) for text in texts]
        clean = [joined(text, slices) for text, slices in zip(texts, cuts, strict=True)]
        rows = strength.label(clean)
        for (_, _, norms), slices in zip(rows, cuts, strict=True):
            place = _Place(slices)
            for norm in norms:
                norm["start"], norm["end"] = place.span((norm["start"], norm["end"]))
        if self.reading != "outcomes":
            return rows
        found = outcomes(texts, strength, self.semantics)
        return [(*row, _told(each)) for row, each in zip(rows, found, strict=True)]

    def _slices(self, text, reading):
        return apart(text, kept(text, reading, self.semantics))


def _told(outcome):
    """Give an outcome as `label` tells it."""
    return {
        "strongest": outcome.strongest,
        "weakest": outcome.weakest,
        "can_vanish": outcome.can_vanish,
        "labels": list(outcome.labels),
    }


class _Place:
    """Takes places in a reading back to the text."""

    def __init__(self, slices):
        self.start = back(slices)

    def end(self, offset):
        """Give the place after the last character before `offset`."""
        return self.start(offset - 1) + 1 if offset else self.start(0)

    def span(self, bounds):
        """Give [start, end] in the text."""
        start, end = bounds
        return [self.start(start), self.end(end)] if end > start else [self.start(start)] * 2


def _outcomes(doc, found):
    """Give a span group of the provisions, the strongest label on each."""
    spans, records = [], {}
    for each in filter(lambda outcome: outcome.spans, found):
        start, end = each.spans[0][0], max(end for _, end in each.spans)
        span = doc.char_span(start, end, alignment_mode="expand")
        spans.append(Span(doc, span.start, span.end, label=each.strongest, span_id=each.section))
        records[each.section] = {"start": start, "end": end, **each.record()}
    return SpanGroup(doc, name="outcomes", spans=spans, attrs=records)


def _sections(doc, clean, place):
    """Give the sections of a reading at their places in the text."""
    group, records, spans = clean.spans["sections"], {}, []
    attrs = group.attrs
    for span in group:
        record = dict(attrs[span.id_])
        record["start"], record["end"] = place.span((record["start"], record["end"]))
        record["body"] = min(place.start(record["body"]), record["end"])
        records[span.id_] = record
        spans.append(_span(doc, record["start"], record["end"], span.label_, span.id_))
    return SpanGroup(doc, name="sections", spans=spans, attrs=records)


def _renamed(clean, sections, place):
    """Give what the text calls each section of a reading: the innermost that holds its words."""
    known = {section.id: section for section in sections}
    starts = [section.start for section in sections]
    names = {}
    for name, record in clean.spans["sections"].attrs.items():
        at = place.start(record["body"])
        same = known.get(name)
        if same and same.start <= at < max(same.end, same.start + 1):
            names[name] = name
            continue
        inner = sections[max(0, bisect_right(starts, at) - 1)]
        while inner.parent and at >= inner.end:
            inner = known[inner.parent]
        names[name] = inner.id
    return names


def _norms(doc, clean, place, names):
    """Give the norms of a reading at their places in the text, numbered anew."""
    spans, records, count = [], {}, {}
    attrs = clean.spans["norms"].attrs
    for norm in clean.spans["norms"]:
        record = dict(attrs[norm.id_])
        record["section"] = names.get(record["section"], record["section"])
        record["start"], record["end"] = place.span((record["start"], record["end"]))
        for name in ("phrase", "unit", "bearer"):
            record[name] = record[name] and place.span(record[name])
        for name in ("qualifiers", "conditions"):
            record[name] = [place.span(bounds) for bounds in record[name]]
        number = count[record["section"]] = count.get(record["section"], 0) + 1
        name = f"{record['section']}#{number}"
        records[name] = record
        spans.append(_span(doc, record["start"], record["end"], record["label"], name))
    return SpanGroup(doc, name="norms", spans=spans, attrs=records)


def _span(doc, start, end, label, name):
    span = doc.char_span(start, max(end, start + 1), alignment_mode="expand")
    return Span(doc, span.start, span.end, label=label, span_id=name)
