"""Splits and merges: provisions without a counterpart that are a piece of another's.

A piece is a sentence, an item or an option. Of a provision that was split, one of the pieces is
more like the part that has no counterpart than like anything in the part that has one.
"""

_CLOSE = 0.25  # how alike a piece is to what was made of it, beside the counterpart
_FAR = 0.45  # and elsewhere in the draft
_AHEAD = 0.03  # by how much it must be less like the counterpart
_MUCH = 0.4  # share of a part that one of its pieces must be to stand for it
_TWO = 2  # pieces that there must be
_BESIDE = 2  # provisions of the same article that count as beside


def divisions(like, match, known):
    """Give {place of a provision without counterpart: place of what it is a part of}, two times.

    Parameters
    ----------
    like : Likeness
    match : dict
        Counterparts, {place in before: place in after}.
    known : iterable of (int, int)
        Pairs worth a look.

    Returns
    -------
    dict, dict
        The splits, {place in after: place in before}; the merges, {place in before: place in
        after}.
    """
    back = {j: i for i, j in match.items()}
    turned = [(j, i) for i, j in known]
    splits = _parts(like, like.before, like.after, match, back, turned)
    merges = _parts(like, like.after, like.before, back, match, known)
    return splits, merges


def _parts(like, wholes, others, match, back, known):
    """Give {place among the others without counterpart: place among the wholes}."""
    looks = {(part, whole) for part, whole in known if part not in back and whole in match}
    for part in range(len(others)):
        near = range(max(0, part - _BESIDE), min(len(others), part + _BESIDE + 1))
        looks |= {(part, back[at]) for at in near if part not in back and at in back}
    found = {}
    for part, whole in sorted(looks):
        counterpart = match[whole]
        beside = (
            abs(counterpart - part) <= _BESIDE
            and others[counterpart].article == others[part].article
        )
        words = _piece(like, wholes[whole], others[part], others[counterpart])
        if words >= (_CLOSE if beside else _FAR):
            found.setdefault(part, []).append((words + 0.1 * beside, whole))
    return {part: max(each)[1] for part, each in found.items()}


def _piece(like, whole, part, counterpart):
    """Give how alike the part is to the piece of the whole that is least in the counterpart."""
    if len(whole.pieces) < _TWO:
        return 0.0
    best = 0.0
    # a phrase in common makes no part: what is matched must be much of it
    much = [each for each in part.pieces if len(each) >= _MUCH * len(part.words)]
    for piece in whole.pieces:
        words = max(like.of_words(piece, each) for each in [part.words, *much])
        if words <= max(best, _CLOSE):
            continue
        kept = [counterpart.words, *counterpart.pieces]
        if words - max(like.of_words(piece, each) for each in kept) >= _AHEAD:
            best = words
    return best
