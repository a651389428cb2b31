"""Who proposed what: proponents by elements, from submissions or from attributions in brackets."""

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from servanda.analysis.cues import TAGS
from servanda.analysis.levels import kinds, provision
from servanda.analysis.summaries import summary
from servanda.analysis.tables import SCALE, norms
from servanda.analysis.tags import SILENT, tags
from servanda.labels import FORMS, strongest
from servanda.pipeline import load
from servanda.reading.brackets import in_play
from servanda.reading.brackets.grammar import LISTS, is_remark

ELEMENTS = ("cooperation", "cooperation-mechanism", "capacity-building", "implementation-period")
_COLUMNS = ["stance", "label", "strength", "wording", "source", "text"]
_SAYING = "|".join(LISTS["attributions"]["verbs"])
_NAMES = r"[A-Z]{2,}(?:(?:\s*[/,]\s*|\s+and\s+|\s+)[A-Z]{2,})*"
_CLAIM = re.compile(rf"({_NAMES})\s*(?:(?:({_SAYING})\b(?:\s+to)?)\s*:?|:)\s*")
_FROM = re.compile(
    r"\b(?:communication|submission|proposal|text proposal|statement|non-paper)s?\s+"
    r"(?:from|by|of|submitted by)\s+(?:the\s+)?([A-Z][^\n.;:|*]{2,80})",
    re.IGNORECASE,
)
_OPENING = 3_000  # characters among which a submission names its author
_AGAINST = ("oppose", "reserve")


@dataclass(frozen=True)
class Claim:
    """What somebody said of words in a bracket: start and end of the words, who, and how."""

    start: int
    end: int
    names: tuple
    stance: str


def proposals(docs, topics=None, model=None, language=None):
    r"""Say who proposed what, with reference and strength.

    A draft with attributions in brackets, as "[US/AU propose: ...; CL oppose: ...]", is read once
    for each of those named: with the words they propose or support, and without the others'.
    Any other draft is a submission of the author that its opening or else its file names.

    Parameters
    ----------
    docs : dict of str to spacy.tokens.Doc
        Texts annotated by the pipeline of `load`, by the name of their file.
    topics : sequence of str, default=None
        The elements: tags of `tags`. None takes cooperation, cooperation-mechanism,
        capacity-building and implementation-period.
    model : str or Path, default=None
        The model that reads what is attributed, as for `load`.
    language : str, default=None
        As for `load`.

    Returns
    -------
    DataFrame
        Indexed by proponent, element and reference (the id of the provision). Columns: stance
        (propose, support, oppose, reserve; of what is opposed label and wording are given
        as well), label (the strongest of its norms), strength (100 times their mean weight,
        missing if none has one), wording, source (the name of the file), text.

    References
    ----------
    .. [1] Ismail, Y. (2022). Cooperation, Capacity Building, and Implementation Considerations
       of Developing Countries in the E-Commerce Joint Statement Initiative. IISD and CUTS,
       Table 5.

    Examples
    --------
    >>> from servanda import load
    >>> doc = load("rules")("Article 1\n\n[AU/JP propose: Parties shall cooperate.]")
    >>> proposals({"draft": doc}, model="rules")["label"].to_dict()
    {('AU', 'cooperation', '1'): 'qualified', ('JP', 'cooperation', '1'): 'qualified'}
    """
    topics = topics or ELEMENTS
    unknown = [topic for topic in topics if topic not in TAGS]
    if unknown:
        raise ValueError(
            f"The 'topics' parameter of proposals must be of {', '.join(TAGS)}. "
            f"Got {unknown[0]!r} instead."
        )
    nlp, rows = None, []
    for source, doc in docs.items():
        claims = attributions(doc.text)
        if claims:
            nlp = nlp or load(model, language, brackets="accept")
            rows += _attributed(nlp, doc, claims, topics, source)
        else:
            author = proponent(doc.text, source)
            rows += [(author, *row) for row in _elements(doc, topics, "propose", source)]
    index = ["proponent", "element", "reference"]
    frame = pd.DataFrame(rows, columns=[*index, *_COLUMNS])
    return frame.astype({"label": SCALE, "strength": float}).set_index(index)


def attributions(text):
    """Give what is attributed in the brackets of a text, as claims in order.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of Claim

    Examples
    --------
    >>> [(c.names, c.stance) for c in attributions("[US/AU propose: shall; CL opposes]")]
    [(('US', 'AU'), 'propose'), (('CL',), 'oppose')]
    """
    found = []
    for bracket in in_play(text).brackets:
        start, end = bracket.inner
        first = _first(text, start, end)
        if not first:
            continue
        heads = [first]
        heads += [m for m in _CLAIM.finditer(text, first.end(), end) if _opens(text, m.start())]
        stops = [head.start() for head in heads[1:]] + [end]
        for head, stop in zip(heads, stops, strict=True):
            stance = (head[2] or "propose").lower().removesuffix("s")
            names = tuple(re.findall(r"[A-Z]{2,}", head[1]))
            found.append(Claim(head.end(), _trimmed(text, head.end(), stop), names, stance))
    return found


def proponent(text, name):
    """Give the author that the opening of a submission names, else the name of its file."""
    found = _FROM.search(text, 0, _OPENING)
    return " ".join(found[1].split()).strip(" ,") if found else Path(name).stem


def readable(frame):
    """Give proposals as the table of a brief: a row for each proponent, a column for each element.

    Parameters
    ----------
    frame : DataFrame
        What `proposals` gives.

    Returns
    -------
    DataFrame
        Indexed by proponent. Cells: a line for each provision, with stance if not in favour.
    """
    names, elements = (list(dict.fromkeys(frame.index.get_level_values(i))) for i in (0, 1))
    ordered = [element for element in TAGS if element in {*ELEMENTS, *elements}]
    table = pd.DataFrame("", index=pd.Index(names, name="proponent"), columns=ordered)
    for (name, element, reference), row in frame.iterrows():
        stance = "" if row["stance"] == "propose" else f"{row['stance']}: "
        label = str(row["label"]).replace("_", " ")
        line = f"{reference}: {stance}{row['wording']} ({label})"
        table.at[name, element] = "\n".join(filter(None, [table.at[name, element], line]))
    return table


def _first(text, start, end):
    """Give the match of the claim that the words of a bracket begin with, or None."""
    if is_remark(text[start:end]):  # "NOTE: ..." is nobody's
        return None
    return _CLAIM.match(text, end - len(text[start:end].lstrip()), end)


def _opens(text, at):
    """Say whether a claim may begin at a place: after a semicolon, a stop or a line."""
    before = text[:at].rstrip(" ")
    return before.endswith((";", ".", "\n"))


def _trimmed(text, start, end):
    """Give where words end without the semicolon and blanks after them."""
    return start + len(text[start:end].rstrip(" ;\n"))


def _attributed(nlp, doc, claims, topics, source):
    """Yield the rows of a text with attributions: each provision as each of those named has it."""
    for home, own in _by_provision(doc, claims).items():
        start, end = _extent(doc, home)
        for name in dict.fromkeys(name for claim in own for name in claim.names):
            for stance, words in _positions(doc.text, (start, end), own, name):
                read = nlp(words)
                for element, _, *rest in _elements(read, topics, stance, source):
                    yield name, element, home, *rest


def _by_provision(doc, claims):
    """Give the claims that stand in each provision."""
    kind_of, records, found = kinds(doc), doc.spans["sections"].attrs, {}
    for claim in claims:
        holding = [n for n, r in records.items() if r["start"] <= claim.start <= r["end"]]
        inner = max(holding, key=lambda n: (records[n]["start"], -records[n]["end"]), default="")
        home = provision(doc, inner, kind_of) if inner else "draft"
        found.setdefault(home, []).append(claim)
    return found


def _extent(doc, home):
    record = doc.spans["sections"].attrs.get(home)
    return (record["body"], record["end"]) if record else (0, len(doc.text))


def _positions(text, extent, claims, name):
    """Yield (stance, words of the provision) as somebody wants it, and what they are against."""
    mine = [claim for claim in claims if name in claim.names]
    wanted = [claim for claim in mine if claim.stance not in _AGAINST and claim.end > claim.start]
    for claim in mine:
        if claim.stance in _AGAINST or claim.end <= claim.start:
            before = [c for c in claims if c.start < claim.start and c.end > c.start]
            target = claim if claim.end > claim.start else next(reversed(before), None)
            if target:
                yield claim.stance, _reading(text, extent, [target])
    if wanted:
        yield wanted[0].stance, _reading(text, extent, wanted)


def _reading(text, extent, wanted):
    """Give a provision with some attributed words, and no others."""
    start, end = extent
    parts, at = [], start
    for bracket in in_play(text).brackets:
        inside = at <= bracket.start and bracket.end <= end
        if inside and _first(text, *bracket.inner):
            own = [claim for claim in wanted if bracket.start < claim.start < bracket.end]
            parts += [text[at : bracket.start], *(text[c.start : c.end] for c in own)]
            at = bracket.end
    return "".join([*parts, text[at:end]])


def _elements(doc, topics, stance, source):
    """Yield (element, reference, stance, label, strength, wording, source, text) of a text."""
    found, known, wording = tags(doc), norms(doc), summary(doc)["wording"]
    for name, row in found[~found["kind"].isin(SILENT)].iterrows():
        own = known.loc[row["norm_ids"]]
        weights = own["form"].map(lambda form: FORMS[form].weight).astype(float).dropna()
        strength = 100 * weights.mean() if len(weights) else None
        label = strongest(own["label"].astype(str))
        words = wording.get(name, f"“{row['text']}”").replace("\n", "; ")
        for topic in topics:
            if topic in row["tags"]:
                yield topic, name, stance, label, strength, words, source, row["text"]
