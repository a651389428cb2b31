"""What stands in a bracket, and which brackets next to each other exclude each other.

Grammar decides: modal beside modal, noun phrase beside noun phrase are alternatives; `[prepare]
[maintain]`, `[and X] [and Y]`, `[new,] [additional,]` are options that may stand together.
"""

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise

from .marks import MARK, Bracket

LISTS = tomllib.loads(files("servanda.data").joinpath("brackets.toml").read_text("utf-8"))
_WORDS = LISTS["grammar"]
_MODALS = frozenset(_WORDS["modals"])
_BE = frozenset(_WORDS["be"])
_INVITED = frozenset(_WORDS["invited"])
_INTENDING = frozenset(_WORDS["intending"])
_TO = frozenset(["to", "that", "parties", "not"])
_CONNECTORS = frozenset(_WORDS["connectors"])
_ADVERBS = frozenset(_WORDS["adverbs"])
_RELATIVES = frozenset(_WORDS["relatives"])
_DETERMINERS = frozenset(_WORDS["determiners"])
_PREPOSITIONS = frozenset(_WORDS["prepositions"])
_BLANKS = frozenset(LISTS["blanks"]["words"])


def _any_of(patterns):
    return re.compile("|".join(f"(?:{each})" for each in patterns), re.IGNORECASE)


_BLANK = _any_of(LISTS["blanks"]["patterns"])
_NOTE = _any_of(LISTS["notes"]["patterns"])
_ABSENT = _any_of(LISTS["absent"]["patterns"])
_SAYING = "|".join(LISTS["attributions"]["verbs"])
_WHO = r"[A-Z]{2,}(?:[/,; ]+(?:and )?[A-Z]{2,})*"
_CLAIM = rf"{_WHO}(?: (?:{_SAYING})\b)?"
_ATTRIBUTION = re.compile(rf"\s*{_CLAIM}(?:; ?{_CLAIM})*:\s*(?=[^\s\]])")
_STANCE = re.compile(rf"{_WHO} (?:{_SAYING})\b")
MODAL = re.compile(rf"\b(?:{'|'.join(_WORDS['modals'])})\b", re.IGNORECASE)
_MODAL_BEFORE = re.compile(rf"{MODAL.pattern}\s*\Z", re.IGNORECASE)
_MODAL_SLASHED = re.compile(rf"\s*/\s*{MODAL.pattern}", re.IGNORECASE)
FRAME = re.compile(rf"\b(?:{'|'.join(LISTS['frames']['patterns'])})\b", re.IGNORECASE)
_REMARK = _any_of(LISTS["remarks"]["patterns"])
_STARRED = re.compile(r"\s*\*{1,3} \S")
_WORD = re.compile(r"[^\W_]+(?:['’/-][^\W_]+)*|[,;]")
_LOOK = 240  # characters of a bracket that are looked at
_BEFORE = 60
_NEAR = 12  # characters that a modal may have
_WIDEST = 4  # blanks between neighbours
_ENDING = 8  # characters of a bracket that may hold the ending of a word
_VERB_IN_VERB = re.compile(r"\s*\w+\s*\[\w+\]\s*")
_PART = re.compile(r"[^\s/\[\]](?:[^/\[\]]*[^\s/\[\]])?")
_BETWEEN = re.compile(r"\]\s*\[")
_ADJECTIVE = re.compile(_WORDS["adjective"])
_GAP = re.compile(r"[^\S\n]*\n?[^\S\n]*/?[^\S\n]*\Z")
_OR = re.compile(rf"\[(?:{'|'.join(_WORDS['modals'])})\] or \[(?:{'|'.join(_WORDS['modals'])})\]")

# Kinds that exclude each other also where a blank stands between the brackets.
_EXCLUSIVE = frozenset(["modal", "phrase", "number", "sentence", "suffix", "adverb", "frame"])


@dataclass(frozen=True, slots=True)
class Group:
    """Brackets next to each other that belong together.

    `members` are places in the list of brackets; of `exclusive` ones the treaty will have
    one, of others any number. `idle` members give no reading (`[other]`, notes, `[and/or]`).
    """

    members: tuple
    idle: tuple
    exclusive: bool
    kind: str


def words_in(text, start, end):
    """Give a stretch of text without the marks of brackets and footnotes."""
    return MARK.sub("", _BETWEEN.sub(" ", text[start:end]))


def kind_of(text, bracket, before=""):
    """Say what stands in a bracket.

    Parameters
    ----------
    text : str
    bracket : Bracket
    before : str
        The words before it, to tell a verb ("shall [prepare]") from a noun.

    Returns
    -------
    str
        blank, note, absent, connector, modal, sentence, relative, number, suffix, adverb,
        preposition, frame, verb, or phrase.
    """
    start, end = bracket.inner
    start = said(text, bracket)
    content = words_in(text, start, min(end, start + _LOOK)).strip(" \t\n*\\")
    bare = content.strip(" .,;:*").lower()
    if not bare:
        return "connector" if content.strip(" *") else "blank"
    if _inside_word(text, bracket):
        return "suffix"
    if bare in _BLANKS or _BLANK.fullmatch(content.strip(" .,;:*")):
        return "blank"
    if _NOTE.fullmatch(bare) or _STANCE.match(content):
        return "note"
    if is_absent(content):
        return "absent"
    return _part_of_speech(content, before)


def said(text, bracket):
    """Give where the words in a bracket begin, after those that say whose they are."""
    start, end = bracket.inner
    whose = _ATTRIBUTION.match(text, start, end)
    return whose.end() if whose else start


def is_absent(words):
    """Say whether the words of an option say that there shall be no provision."""
    words = words.strip(" \n\t*[(.:")
    return len(words) < 160 and bool(_ABSENT.match(words)) and not re.search(r"\bshall\b", words)


def is_remark(words):
    """Say whether a sentence is no text of the treaty but a remark: "Note: pending", "* X is"."""
    return bool(_STARRED.match(words) or _REMARK.match(words.strip(" \n\t*[({")))


def _part_of_speech(content, before):
    words = [word.lower() for word in _WORD.findall(content)]
    if not words:
        return "phrase"
    lead = words[1:] if words[0] in ",;" else words
    if all(word in _CONNECTORS or word in ",;/" or word == "and/or" for word in words):
        return "connector"
    verbal = _is_before_verb(before)
    first = lead[0].split("/") if lead else []
    if _is_modal([*first, *lead[1:]]) and not (verbal and first[0] in _INTENDING):
        return "modal"
    if content[0].isupper() and any(word in _MODALS for word in words[1:]):
        return "sentence"
    if len(words) == 1 and words[0] in _RELATIVES:
        return "relative"
    if lead and lead[0][0].isdigit():
        return "number"
    if lead and (lead[0] in _ADVERBS or (lead[0].endswith("ly") and len(lead[0]) > 4)):
        return "adverb"
    if lead and lead[0] in _PREPOSITIONS:
        return "preposition"
    if not verbal and FRAME.fullmatch(words[0]) and not words[0].endswith("ing"):
        return "frame"
    nominal = words[0] in _DETERMINERS or _ADJECTIVE.fullmatch(words[0])
    return "verb" if verbal and not nominal else "phrase"


def _is_before_verb(before):
    """Say whether words want a verb after them: "shall regularly", "to"."""
    words = [word.lower() for word in _WORD.findall(before)]
    while words and (words[-1] in _ADVERBS or words[-1].endswith("ly")):
        words.pop()
    return bool(words) and (words[-1] in _MODALS or words[-1] in ("to", "be", "not"))


def _inside_word(text, bracket):
    """Say whether a bracket goes on with the letters before it: `communication[s]`."""
    start = bracket.start
    return start > 0 and text[start - 1].isalnum() and text[start + 1].isalnum()


def _is_modal(words):
    """Say whether words open with an operative phrase."""
    first, second = (*words, "", "")[:2]
    if first in _ADVERBS or first.endswith("ly"):
        first, second = second, (*words, "", "", "")[2]
    return (
        first in _MODALS
        or (first in _BE and second in _INVITED and first not in ("be", "been"))
        or (first in _INTENDING and second in _TO)
    )


def ends_open(text, bracket):
    """Say whether the words want a verb after them: `[promote and] aid`, `[endeavour to] aid`."""
    last = _last_word(text, bracket)
    return last in _CONNECTORS or last in (",", "to")


def _last_word(text, bracket):
    start, end = bracket.inner
    return (_WORD.findall(words_in(text, max(start, end - _BEFORE), end).lower()) or [""])[-1]


def slashed(text, brackets):
    """Give brackets for the words of `[shall/should]`, which exclude each other."""
    found = []
    for each in brackets:
        start, end = each.inner
        if "/" not in text[start : min(end, start + _BEFORE)] or end - start > _BEFORE:
            continue
        parts = [(m.start(), m.end()) for m in _PART.finditer(text, said(text, each), end)]
        if len(parts) > 1 and all(_is_modal(_WORD.findall(text[a:b].lower())) for a, b in parts):
            found += [Bracket(a, b, opened=False, closed=False) for a, b in parts]
    return found


def replaces(text, bracket):
    """Give (start, end) of what goes where `[/should]` stands for the "shall" before it."""
    start, end = bracket.inner
    before = _MODAL_BEFORE.search(text, max(0, start - _NEAR), max(0, start - 1))
    if not before or not _MODAL_SLASHED.match(text, start, end):
        return None
    return before.start(), text.index("/", start) + 1


def nested_verb(text, brackets, at, kind):
    """Give the bracket in `[facilitate [conduct]]` that stands against the verb before it."""
    start, end = brackets[at].inner
    if kind != "verb" or end - start > _BEFORE:
        return None
    return at + 1 if _VERB_IN_VERB.fullmatch(text, start, end) else None


def groups(text, brackets):
    """Give the groups of a text's brackets, in the order of their first members.

    Parameters
    ----------
    text : str
    brackets : list of Bracket
        As `marks.pair` gives them.

    Returns
    -------
    list of Group
    """
    runs, last_run = [], {}
    for at, bracket in enumerate(brackets):
        run = last_run.get(bracket.parent)
        if run and _is_next(text, brackets[run[-1]], bracket):
            run.append(at)
        else:
            last_run[bracket.parent] = run = [at]
            runs.append(run)
    found = []
    for run in runs:
        found += _split(text, brackets, run)
    return found


def _is_next(text, one, other):
    """Say whether no words stand between two brackets."""
    near = other.start - one.end <= _WIDEST
    return near and bool(
        _GAP.match(text, one.end, other.start) or _OR.fullmatch(text, one.start, other.end)
    )


def _split(text, brackets, run):
    """Give the groups of a run of brackets without words between them."""
    found, members, idle, last, linked = [], [], [], "", False
    first = brackets[run[0]].start
    before = words_in(text, max(0, first - _BEFORE), first)
    for at in run:
        kind = kind_of(text, brackets[at], before)
        if last == "suffix" and brackets[at].end - brackets[at].start < _ENDING:
            kind = "suffix"  # "Part[y] [ies]"
        if kind in ("blank", "note", "connector", "absent"):
            idle.append(at)
            linked |= kind == "connector"
            continue
        if members and last == kind == "verb" and _wants_noun(text, brackets, members[-1], at):
            found.append(_group(text, brackets, members, idle, last, linked))
            members, idle, linked, before, kind = [], [], False, "the", "phrase"
        if kind == "modal" or _last_word(text, brackets[at]) in _MODALS:
            before = "shall"
        if members and not _together(text, brackets, members[-1], at, last, kind):
            found.append(_group(text, brackets, members, idle, last, linked))
            members, idle, linked = [], [], False
        members.append(at)
        last = "modal" if members[1:] and "modal" in (last, kind) else kind
    found.append(_group(text, brackets, members, idle, last, linked))
    return found


def _together(text, brackets, one, other, first_kind, kind):
    """Say whether two neighbours are of one group."""
    if first_kind == "sentence" and _touch(brackets, one, other):
        return True  # "[Each Party shall [lower] its dues][may waive them]"
    if {first_kind, kind} == {"modal", "frame"}:
        return True  # "The Parties [recognise the need to report] [shall report]"
    if "modal" in (first_kind, kind) or "relative" in (first_kind, kind):
        return first_kind == kind
    return True if _touch(brackets, one, other) else first_kind == kind


def _wants_noun(text, brackets, one, other):
    """Say whether the second is what the first is about: "[report] [update its] [plan][map]"."""
    return _last_word(text, brackets[one]) in _DETERMINERS and (
        _last_word(text, brackets[other]) not in _DETERMINERS
    )


def _touch(brackets, one, other):
    return brackets[one].end == brackets[other].start


def _group(text, brackets, members, idle, kind, linked):
    exclusive = (kind == "modal" or not linked) and len(members) > 1
    exclusive = exclusive and all(
        _excludes(text, brackets, one, other, kind) for one, other in pairwise(members)
    )
    return Group(tuple(members), tuple(idle), exclusive, kind if members else "idle")


def _excludes(text, brackets, one, other, kind):
    """Say whether of two neighbours in a group the treaty will have only one."""
    if kind == "suffix":
        return True
    (start, end), (first, last) = brackets[one].inner, brackets[other].inner
    ending = words_in(text, max(start, end - _BEFORE), end).rstrip(" *")
    opening = words_in(text, first, min(last, first + _BEFORE)).lstrip(" *")
    joined = _WORD.findall(ending.lower())[-1:] + _WORD.findall(opening.lower())[:1]
    if any(word in _CONNECTORS or word == "," for word in joined) or opening[:1] == "/":
        return kind == "modal" and opening[:1] not in ",/"
    return kind in _EXCLUSIVE or _touch(brackets, one, other)
