"""The marker that a browser puts before a list item: "3. ", "b. ", "iv. ", "- "."""

import re

_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)")
_STYLES = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
    "lower-latin": "lower-alpha",
    "upper-latin": "upper-alpha",
}
_ROMAN = (
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def marker(element, item, at):
    """Give the marker that a browser puts before a list item."""
    style = element.get("type") or ""
    for owner in (element, item):
        found = _LIST_STYLE.search((owner.get("style") or "").lower())
        style = found[1] if found else (owner.get("type") or style)
    style = _STYLES.get(style, style)
    if style == "none":
        return ""
    if element.tag != "ol":
        return "- "
    return f"{_numeral(at, style)}. "


def _numeral(at, style):
    """Give a number in the style of a list.

    Examples
    --------
    >>> [_numeral(28, style) for style in ("decimal", "lower-alpha", "upper-roman")]
    ['28', 'ab', 'XXVIII']
    """
    text = ""
    if at > 0 and style.endswith("alpha"):
        while at:
            at, rest = divmod(at - 1, 26)
            text = chr(97 + rest) + text
    elif 0 < at < 400 and style.endswith("roman"):
        for value, sign in _ROMAN:
            text += sign * (at // value)
            at %= value
    else:
        return str(at)
    return text.upper() if style.startswith("upper") else text


def integer(written, default):
    """Give a whole number as written in an attribute."""
    return int(written) if re.fullmatch(r"-?\d{1,6}", written or "") else default
