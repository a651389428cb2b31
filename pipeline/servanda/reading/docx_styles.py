"""The styles of a Word file: what a paragraph has by its style and not by itself."""

import re

from .docx_archive import W, is_on, value

_HEADING = re.compile(r"heading ([1-9])$", re.IGNORECASE)


class Styles:
    """Styles by id, each looked up through those it is based on.

    Parameters
    ----------
    root : lxml.etree._Element or None
        The tree of styles.xml.
    """

    def __init__(self, root):
        found = [] if root is None else root.findall(f"{W}style")
        self._styles = {one.get(f"{W}styleId"): one for one in found}
        defaults = [one for one in found if one.get(f"{W}default") in ("1", "true", "on")]
        kinds = {one.get(f"{W}type"): one.get(f"{W}styleId") for one in defaults}
        self.default = kinds.get("paragraph", "")

    def chain(self, style):
        """Give the ids of a style and of those it is based on, the nearest first."""
        chain = []
        while style in self._styles and style not in chain:
            chain.append(style)
            style = value(self._styles[style], "basedOn")
        return chain

    def name(self, style):
        """Give the name of a style in small letters; built-in ones are English everywhere."""
        return (value(self._styles.get(style), "name") or "").lower()

    def outline(self, style):
        """Give the heading level of a style, 1 the highest, or None."""
        for one in self.chain(style):
            level = value(self._styles[one].find(f"{W}pPr"), "outlineLvl")
            if level is not None:
                return int(level) + 1 if level.isdecimal() and int(level) < 9 else None
            named = _HEADING.match(self.name(one))
            if named:
                return int(named[1])
        return None

    def numbering(self, style):
        """Give (list, level, style that says so) of a style; the level may be None."""
        level = None
        for one in self.chain(style):
            properties = self._styles[one].find(f"{W}pPr")
            points = None if properties is None else properties.find(f"{W}numPr")
            if points is None:
                continue
            level = value(points, "ilvl") if level is None else level
            if value(points, "numId") is not None:
                return value(points, "numId"), level
        return None, level

    def hidden(self, style):
        """Tell whether the words of a style are hidden."""
        for one in self.chain(style):
            found = is_on(self._styles[one].find(f"{W}rPr"), "vanish")
            if found is not None:
                return found
        return False

    def lists(self):
        """Give the list of each numbering style."""
        return {key: self.numbering(key)[0] for key in self._styles if self.numbering(key)[0]}
