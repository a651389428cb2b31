"""The dispute settlement of an agreement: where it stands, and whether anybody decides."""

from dataclasses import dataclass

from servanda.analysis.disputes.patterns import any_in
from servanda.analysis.disputes.places import DIVISIONS

_HEADED = ("article", *DIVISIONS)
PANEL, COUNSEL, ELSEWHERE = "panel", "counsel", "elsewhere"


@dataclass(frozen=True)
class Settlement:
    """Dispute settlement between the parties of an agreement.

    `sections` are the ids of what regulates it. `means` is `PANEL` where a third party decides,
    `COUNSEL` where the parties only talk, `ELSEWHERE` where another instrument says; `wto`
    tells that the rules of the WTO are taken over.
    """

    sections: tuple
    means: str
    wto: bool


def settlement(text, small, places, words):
    """Give the dispute settlement of an agreement, or None if its text has none.

    Chapters that are headed so come first, then articles, then what an article says. `small` is
    the text in small letters.
    """
    own = words.settlement
    headed = [
        name
        for name, kind in places.kind.items()
        if kind in _HEADED and _is_headed(name, places, own)
    ]
    plain = [name for name, kind in places.kind.items() if kind in ("article", "annex", "body")]
    hits, record = own["sentences"].places(small), places.records
    plain = [name for name in plain if any_in(hits, record[name]["body"], record[name]["end"])]
    says = [name for name in plain if _says(_text(text, name, places), own)]
    found = [name for name in headed if places.kind[name] in DIVISIONS]
    found = found or [name for name in headed if name in says] or says or headed
    if not found:
        return None
    known = set(found)
    outer = tuple(name for name in found if known.isdisjoint(places.lineage(name)[1:]))
    words_of = "\n".join(_text(text, name, places) for name in {*outer, *says})
    decided = own["deciding"].search(words_of) or _has_panel(text, places, own)
    wto = not decided and bool(own["wto"].search(words_of))
    means = PANEL if decided or wto else ELSEWHERE if own["elsewhere"].search(words_of) else COUNSEL
    return Settlement(outer, means, wto)


def _has_panel(text, places, own):
    """Say whether an article is headed by those who decide, and not between investors."""
    return any(
        own["deciding"].search(places.records[name]["title"])
        and not own["other_sentences"].search(_text(text, name, places))
        for name, kind in places.kind.items()
        if kind == "article"
    )


def _is_headed(name, places, own):
    if not own["headings"].search(places.records[name]["title"]):
        return False
    above = [places.records[each]["title"] for each in places.lineage(name)]
    return not any(own["other_headings"].search(each) for each in above)


def _says(text, own):
    """Say whether an article settles the disputes on the agreement."""
    found = (each[0] for each in own["sentences"].finditer(text))
    return any(not own["other_sentences"].search(each) for each in found)


def _text(text, name, places):
    record = places.records[name]
    return text[record["body"] : record["end"]]
