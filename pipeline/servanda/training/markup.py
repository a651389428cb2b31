"""The inline markup of the golden sentences, to plain text and spans."""

import re

from servanda.errors import CorpusError

_TAG = re.compile(r"<(/?)(\w+)>")


def unmark(marked):
    """Give the plain text of a marked sentence, and its spans.

    Parameters
    ----------
    marked : str
        As ``"<bearer>Each Party</bearer> <obligation>shall act</obligation>."``; tags may nest.

    Returns
    -------
    (str, list of (start, end, tag))
        The spans in the order of the text, outer ones first.

    Raises
    ------
    CorpusError
        If a tag is not closed, or closed twice.

    Examples
    --------
    >>> unmark("We <obligation>shall act</obligation>.")
    ('We shall act.', [(3, 12, 'obligation')])
    """
    plain, spans, opened, last = "", [], [], 0
    for match in _TAG.finditer(marked):
        plain += marked[last : match.start()]
        last = match.end()
        if not match[1]:
            opened.append((match[2], len(plain)))
        elif opened and opened[-1][0] == match[2]:
            spans.append((opened.pop()[1], len(plain), match[2]))
        else:
            raise CorpusError(f"'{match[0]}' closes no tag in '{marked}'. Mend the tags.")
    if opened:
        raise CorpusError(f"<{opened[0][0]}> is never closed in '{marked}'. Mend the tags.")
    return plain + marked[last:], sorted(spans, key=lambda span: (span[0], -span[1]))
