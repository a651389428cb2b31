"""What the readings of a provision weigh on the scale of strength."""

from statistics import fmean

from servanda.labels import FORMS

NOTHING = (0, 0.0, 0.0, 0.0)


def weigh(units, verdicts):
    """Give (norms, weak, middle, strong) of sentences that stand together."""
    return together([_weights(found, verdicts) for _, found in units])


def _weights(found, verdicts):
    """Give (norms, weak, middle, strong) of one sentence.

    A reading weighs as its norms do on the mean; where another reading binds, a mere
    permission, or no norm, weighs nothing. Permissions in all readings do not count at all.
    """
    by_label, most = {}, 0
    for one in found.readings:
        label, norms = verdicts[one.text]
        own = [FORMS[norm["form"]].weight for norm in norms if norm["form"]]
        own = [weight for weight in own if weight is not None]
        most = max(most, len(own))
        by_label.setdefault(label, []).append(fmean(own) if own else 0.0)
    every = [weight for weights in by_label.values() for weight in weights]
    if not most:
        return NOTHING
    return most, min(every), fmean(map(fmean, by_label.values())), max(every)


def together(parts):
    """Give the weights of parts that stand together: their mean, each counted by its norms."""
    count = sum(part[0] for part in parts)
    if not count:
        return NOTHING
    means = (sum(part[0] * part[at] for part in parts) / count for at in (1, 2, 3))
    return count, *means


def either(parts):
    """Give the weights of parts of which the treaty will have one."""
    parts = [part for part in parts if part[0]]
    if not parts:
        return NOTHING
    middle = fmean(part[2] for part in parts)
    return max(p[0] for p in parts), min(p[1] for p in parts), middle, max(p[3] for p in parts)
