"""A frame as a table of plain text, fitted to the width of a terminal."""

import json
import re
import textwrap

_GAP = "  "
_MOST_LINES = 6  # of one cell; a table is for a look, the other formats hold everything
_NARROWEST = 8
# Sixteen-colour codes, which every terminal shows in tones that suit its background.
_COLORS = {
    "obligation": "34;1",
    "prohibition": "31;1",
    "qualified": "33",
    "best_endeavour": "32",
    "permission": "35",
}


def grid(names, rows, width=100, color=False):
    """Give rows as aligned text; long cells are wrapped, and cut after six lines.

    Parameters
    ----------
    names : list of str
        The heads of the columns.
    rows : list of list
        Plain cells, as many as names in each row.
    width : int, default=100
        Characters that a line may have.
    color : bool, default=False
        Whether labels carry terminal colours.

    Returns
    -------
    str
        Lines that end in a newline each.

    Examples
    --------
    >>> print(grid(["id", "label"], [["5.7", "permission"]]), end="")
    id   label
    ---  ----------
    5.7  permission
    """
    texts = [[shown(cell) for cell in row] for row in rows]
    columns = list(zip(*([names, *texts]), strict=True)) if texts else [(name,) for name in names]
    natural = [max(max(map(len, cell.split("\n"))) for cell in column) for column in columns]
    widths = _fitted(natural, width - len(_GAP) * (len(names) - 1))
    right = [bool(rows) and all(_is_numeric(row[i]) for row in rows) for i in range(len(names))]
    lines = _lines(names, widths, right)
    lines.append(_GAP.join("-" * room for room in widths))
    wrapped = [_lines(row, widths, right, color) for row in texts]
    airy = any(len(block) > 1 for block in wrapped)
    for i, block in enumerate(wrapped):
        lines += [""] * (airy and i > 0) + block
    return "".join(line.rstrip() + "\n" for line in lines)


def shown(cell):
    """Give a cell as a person reads it: two decimals, "yes", lists joined, nothing for missing."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.2f}"
    if isinstance(cell, list):
        return "; ".join(shown(part) for part in cell)
    if isinstance(cell, dict):
        return json.dumps(cell, ensure_ascii=False)
    # What is in a draft must not steer a terminal.
    return re.sub(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", " ", str(cell))


def _fitted(natural, room):
    """Give each column what it needs, and the widest ones equal shares of what is left."""
    widths, open_columns = list(natural), set(range(len(natural)))
    while sum(widths) > room and open_columns:
        taken = sum(widths[i] for i in range(len(widths)) if i not in open_columns)
        share = max((room - taken) // len(open_columns), _NARROWEST)
        settled = {i for i in open_columns if natural[i] <= share}
        if not settled:
            for i in open_columns:
                widths[i] = share
            break
        open_columns -= settled
    return widths


def _lines(cells, widths, right, color=False):
    """Give the lines of one row."""
    columns = [_wrapped(cell, room) for cell, room in zip(cells, widths, strict=True)]
    lines = []
    for i in range(max(map(len, columns))):
        parts = [column[i] if i < len(column) else "" for column in columns]
        lines.append(
            _GAP.join(
                _painted(part.rjust(room) if to_right else part.ljust(room), color)
                for part, room, to_right in zip(parts, widths, right, strict=True)
            )
        )
    return lines


def _wrapped(cell, room):
    lines = []
    for line in cell.split("\n"):
        indent = " " * (len(line) - len(line.lstrip()))
        lines += textwrap.wrap(line, room, subsequent_indent=indent, break_on_hyphens=False) or [""]
    if len(lines) > _MOST_LINES:
        lines = lines[:_MOST_LINES]
        lines[-1] = lines[-1][: room - 1].rstrip(" ,;") + "…"
    return lines


def _painted(part, color):
    code = _COLORS.get(part.strip()) if color else None
    return f"\x1b[{code}m{part}\x1b[0m" if code else part


def _is_numeric(cell):
    return cell is None or (isinstance(cell, int | float) and not isinstance(cell, bool))
