"""What becomes of documents that an earlier run scored and that are not given again."""

import os

from servanda.batch.inputs import Input
from servanda.batch.work import fingerprint


def sorted_out(held, inputs):
    """Tell which documents of earlier runs stay beside those given now.

    Whoever adds ten documents to hundreds gives the ten alone, and the hundreds stay. Whoever
    gives a folder again from which a document was taken, or whose name was changed, wants it
    neither kept nor twice.

    Parameters
    ----------
    held : dict
        The record of each document in the folder, by name.
    inputs : list of Input
        The documents given now.

    Returns
    -------
    kept : list of Input
    taken_out : list of str
        Names.
    """
    given = {each.document for each in inputs}
    others = [held[name] for name in sorted(held.keys() - given)]
    places = {os.path.abspath(each.path) for each in inputs}
    gone = {each["document"] for each in others if not os.path.exists(each["path"])}
    contents = {fingerprint(place) for place in places} if gone else set()
    kept, taken_out = [], []
    for each in others:
        goes = each["path"] in places
        if each["document"] in gone:
            # an unmounted disk takes the folder away too: no reason to throw results away
            goes = each["sha256"] in contents or os.path.isdir(os.path.dirname(each["path"]))
        if goes:
            taken_out.append(each["document"])
        else:
            kept.append(Input(each["document"], each["given"]))
    return kept, taken_out
