"""Frames as files: CSV, JSON, JSON lines, Markdown, HTML and XLSX (a table is in `grids`).

Text that comes from a draft is never taken for more than text. In CSV a text that a spreadsheet
would run as a formula (it begins with = + - @, a tab or a line break, and is no number) gets an
apostrophe before it; in XLSX such a text is stored as a string; HTML is escaped.
"""

import html
import io
import json
import math
import re
from numbers import Integral, Real

from servanda.analysis.grids import grid, shown

FORMATS = ("table", "csv", "json", "jsonl", "md", "html", "xlsx")
SUFFIXES = {
    ".csv": "csv",
    ".htm": "html",
    ".html": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".md": "md",
    ".txt": "table",
    ".xlsx": "xlsx",
}
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_LONGEST_CELL = 32_767  # characters that a cell of XLSX can hold
_WIDEST_COLUMN = 60
_MOST_ROWS = 1_048_575  # that a sheet of XLSX has besides its head


def export(frame, form, bom=False, verbatim=()):
    r"""Give a frame as the bytes of a file; the index comes first, as columns.

    Parameters
    ----------
    frame : DataFrame
        A frame of `outline`, `norms`, `scores`, `summary`, `label` or `models`.
    form : {'table', 'csv', 'json', 'jsonl', 'md', 'html', 'xlsx'}
        The format.
    bom : bool, default=False
        Whether CSV starts with a byte order mark, which Excel needs to read UTF-8.
    verbatim : tuple of str, default=()
        Columns of the user's own that CSV leaves as they are, formulas or not.

    Returns
    -------
    bytes
        UTF-8, but for XLSX.

    Examples
    --------
    >>> import pandas as pd
    >>> export(pd.DataFrame({"words": ["=1+1"]}, index=pd.Index(["5"], name="id")), "csv")
    b"id,words\n5,'=1+1\n"
    """
    if form not in FORMATS:
        raise ValueError(
            f"The 'form' parameter of export must be one of {FORMATS}. Got {form!r} instead."
        )
    if form == "xlsx":
        return workbook({"servanda": frame})
    names, rows = cells(frame)
    if form == "csv":
        return _csv(names, rows, verbatim).encode("utf-8-sig" if bom else "utf-8")
    if form == "table":
        return grid(names, rows).encode()
    writers = {"json": _json, "jsonl": _jsonl, "md": _markdown, "html": _html}
    # JSON may carry half a character from elsewhere; written as an escape it stays valid.
    return writers[form](names, rows).encode("utf-8", "backslashreplace")


def cells(frame):
    """Give the column names and the rows of a frame as plain Python values, index first."""
    table = frame.reset_index() if any(frame.index.names) else frame
    names = [str(name) for name in table.columns]
    return names, [[_plain(cell) for cell in row] for row in table.itertuples(False, None)]


def _plain(cell):
    """Give a cell as str, int, float, bool, list, dict or None (for what is missing)."""
    if isinstance(cell, str | bool | dict) or cell is None:
        return cell
    if isinstance(cell, list | tuple):
        return [_plain(part) for part in cell]
    if isinstance(cell, Integral):
        return int(cell)
    if isinstance(cell, Real):
        return None if math.isnan(cell) else float(cell)
    return bool(cell) if type(cell).__name__.startswith("bool") else None


def _text(cell):
    """Give a cell as text: lists joined by semicolons, records as JSON, nothing as nothing."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, dict) or (
        isinstance(cell, list) and any(isinstance(c, dict) for c in cell)
    ):
        return json.dumps(cell, ensure_ascii=False)
    if isinstance(cell, list):
        return "; ".join(_text(part) for part in cell)
    return str(cell)


def _csv(names, rows, verbatim):
    lines = [names]
    for row in rows:
        named = zip(names, row, strict=True)
        lines.append([_text(c) if name in verbatim else _harmless(c) for name, c in named])
    return "".join(",".join(map(_quoted, line)) + "\n" for line in lines)


def _quoted(text):
    """Quote a cell where it must be; the csv module leaves a lone return bare."""
    return '"' + text.replace('"', '""') + '"' if re.search(r'[",\r\n]', text) else text


def _harmless(cell):
    """Give the text of a cell that no spreadsheet will run."""
    text = _text(cell)
    if not isinstance(cell, str | list) or not text.startswith(_FORMULA):
        return text
    try:
        float(text)
    except ValueError:
        return "'" + text
    return text


def _json(names, rows):
    records = [dict(zip(names, row, strict=True)) for row in rows]
    return json.dumps(records, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _jsonl(names, rows):
    records = (dict(zip(names, row, strict=True)) for row in rows)
    lines = (json.dumps(record, ensure_ascii=False, allow_nan=False) for record in records)
    return "".join(line + "\n" for line in lines)


def _markdown(names, rows):
    numeric = [all(_is_number(row[i]) for row in rows) for i in range(len(names))]
    lines = [names, ["--:" if right else ":--" for right in numeric]]
    lines += [[_markdown_cell(cell) for cell in row] for row in rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _markdown_cell(cell):
    text = html.escape(shown(cell), quote=False).replace("\\", "\\\\").replace("|", "\\|")
    return "<br>".join(text.split("\n"))


def _html(names, rows):
    from servanda.analysis.templates import render

    return render("frame.html", names=names, rows=[[shown(cell) for cell in row] for row in rows])


def workbook(frames):
    """Give frames as the bytes of one XLSX file, a sheet each.

    Parameters
    ----------
    frames : dict of str to DataFrame
        Name and content of each sheet; rows beyond what a sheet can hold are left out.

    Returns
    -------
    bytes
    """
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    look = {"valign": "top", "text_wrap": True}
    looks = (
        book.add_format({**look, "bold": True, "bottom": 1}),
        book.add_format(look),
        book.add_format({**look, "num_format": "0.00"}),
    )
    for title, frame in frames.items():
        names, rows = cells(frame.head(_MOST_ROWS))
        _fill(book.add_worksheet(title), names, rows, *looks)
    book.close()
    return out.getvalue()


def _fill(sheet, names, rows, head, body, fraction):
    """Write the cells of a sheet, each column as wide as it needs."""
    for i, name in enumerate(names):
        column = [row[i] for row in rows]
        sheet.write_string(0, i, name, head)
        lines = [line for cell in column for line in shown(cell).split("\n")]
        longest = max(map(len, lines), default=0)
        sheet.set_column(i, i, min(max(longest, len(name) + 3) + 2, _WIDEST_COLUMN))
        for j, cell in enumerate(column, start=1):
            _write_cell(sheet, j, i, cell, fraction if isinstance(cell, float) else body)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), max(len(names) - 1, 0))


def _write_cell(sheet, row, column, cell, look):
    """Write a cell by its type, so that no text becomes a formula, a link or a number."""
    if cell is None:
        sheet.write_blank(row, column, None, look)
    elif isinstance(cell, bool):
        sheet.write_boolean(row, column, cell, look)
    elif _is_number(cell):
        sheet.write_number(row, column, cell, look)
    else:
        text = _text(cell)
        short = text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"
        sheet.write_string(row, column, short, look)


def _is_number(cell):
    return isinstance(cell, int | float) and not isinstance(cell, bool)
