"""A redline to send on: a .docx whose tracked changes lead from one draft to the other."""

import itertools
from dataclasses import dataclass, field
from pathlib import Path

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from servanda.analysis.comparison.rewording import edits
from servanda.analysis.comparison.rows import rows
from servanda.analysis.comparison.sequence import sequence
from servanda.analysis.comparison.sides import SIDES

_AUTHOR = "servanda"
_BREAK = "\n\n"
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_TRACKED = {"gone": "w:del", "come": "w:ins"}


@dataclass
class _Line:
    """A paragraph to write: (how, words) in a row, and what becomes of its end."""

    block: object
    runs: list = field(default_factory=list)
    end: str = "same"


def redline(comparison, path):
    """Write a .docx in which tracked changes lead from the earlier draft to the later one.

    Accept all changes and it reads as the later draft, reject all and it reads as the earlier
    one. A provision that moved is deleted where it stood and inserted where it stands. Comments
    say where and how the strength of a provision changed.

    Parameters
    ----------
    comparison : Comparison
        What `compare` gives.
    path : str, Path or file
        The file to write, or a binary stream.

    Returns
    -------
    Path or file
        What was written.
    """
    path = Path(path) if isinstance(path, str) else path
    remarks = {row["after_ref"]: _remark(row) for row in rows(comparison) if row["after_ref"]}
    document = docx.Document()
    document.core_properties.author = _AUTHOR
    document.core_properties.title = comparison.after_title
    numbers = itertools.count(1)
    for before, after in sequence(comparison):
        written = [_write(document, line, numbers) for line in _lines(before, after)]
        remark = remarks.pop(after.ref, "") if after else ""
        if remark:
            _comment(document, [run for runs in written for run in runs], remark)
    document.save(path)
    return path


def _lines(before, after):
    """Give the paragraphs of a unit, with what went and what came."""
    old, new = (_texts(unit) for unit in (before, after))
    styles = (after or before).blocks
    lines = [_Line(styles[0])]
    for how, words in _woven(_BREAK.join(old), _BREAK.join(new), before, after):
        first, *rest = words.split(_BREAK)
        lines[-1].runs.append((how, first))
        for part in rest:
            lines[-1].end = how
            lines.append(_Line(styles[min(len(lines), len(styles) - 1)], [(how, part)]))
    if not (before and after):
        lines[-1].end = "gone" if before else "come"
    return lines


def _texts(unit):
    """Give the paragraphs of a unit as they are written."""
    found = []
    for block in unit.blocks if unit else ():
        words = "".join(_mark(piece) for run in block.runs for piece in run.pieces)
        rows = words.split("\n") if block.lines and not block.rank else [words]
        if block.kind == "footnote" and block.anchors:
            rows[0] = f"{_raised(block.anchors[0].partition('-')[2])} {rows[0]}"
        found += [" ".join(row.split()) for row in rows]
    return found


def _mark(piece):
    return _raised(piece.footnote) if piece.footnote else piece.text


def _raised(number):
    """Give the number of a footnote in raised figures: in brackets it would read as unagreed."""
    return number.translate(_RAISED)


def _woven(old, new, before, after):
    """Yield (how, words) from the wording before to that after."""
    if not (before and after):
        yield ("gone", old) if before else ("come", new)
        return
    at = 0
    for edit in edits(old, new):
        yield "same", new[at : edit.new_start]
        yield "gone", old[edit.start : edit.end]
        yield "come", new[edit.new_start : edit.new_end]
        at = edit.new_end
    yield "same", new[at:]


def _write(document, line, numbers):
    """Write a paragraph; give its (how, run) pairs."""
    block = line.block
    style = f"Heading {min(block.rank, 9)}" if block.rank else None
    paragraph = document.add_paragraph(style=style)
    if block.depth and not block.rank:
        paragraph.paragraph_format.left_indent = Cm(block.depth)
    if line.end != "same":
        mark = OxmlElement("w:rPr")
        mark.append(_tracked(line.end, numbers))
        paragraph._p.get_or_add_pPr().append(mark)
    runs = []
    for how, words in line.runs:
        if not words:
            continue
        run = paragraph.add_run(words)
        runs.append((how, run))
        if how != "same":
            holder = _tracked(how, numbers)
            run._r.addprevious(holder)
            holder.append(run._r)
        if how == "gone":
            for text in run._r.findall(qn("w:t")):
                text.tag = qn("w:delText")
    return runs


def _tracked(how, numbers):
    """Give the element that marks something as deleted or inserted."""
    element = OxmlElement(_TRACKED[how])
    element.set(qn("w:id"), str(next(numbers)))
    element.set(qn("w:author"), _AUTHOR)
    return element


def _comment(document, runs, remark):
    """Set a comment beside a provision, at words that stay whatever is accepted."""
    stay = [run for how, run in runs if how == "same"] or [run for _, run in runs]
    comment = document.add_comment([stay[0], stay[-1]], remark, _AUTHOR, initials="sv")
    # without a date the file is the same each time
    comment._comment_elm.attrib.pop(qn("w:date"), None)


def _remark(row):
    """Say how the strength of a provision changed, "" if it did not."""
    if row["change"] not in ("hardened", "softened", "mixed"):
        return ""
    labels = [(row[f"{name}_labels"] or ["no norm"])[0] for name in SIDES]
    steps = [
        f"“{norm['before_phrase']}” ({norm['before_label']}) → "
        f"“{norm['after_phrase']}” ({norm['after_label']})"
        for norm in row["norms"]
        if norm["change"] in ("hardened", "softened", "mixed")
    ]
    told = "; ".join(steps or [" → ".join(labels)])
    return "; ".join([f"{row['change'].capitalize()}: {told}", *row["notes"]]).replace("_", " ")
