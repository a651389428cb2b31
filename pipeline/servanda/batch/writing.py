"""Writes files whole or not at all, and says in a sentence why one cannot be written."""

import contextlib
import errno
import os
import shutil

from servanda.errors import ServandaError

_KEPT = "What was done is kept: give the same command again to go on."


@contextlib.contextmanager
def sayable(folder):
    """Turn what the system says of a folder's files into a sentence for its user."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise ServandaError(f"The disk of '{folder}' is full. Make room. {_KEPT}") from error
        raise ServandaError(
            f"The folder '{folder}' cannot be written ({error.strerror or error}). "
            f"Change that, or give another folder to -o. {_KEPT}"
        ) from error


def replace(folder, path, data):
    """Write a file under a name of its own in `folder`, then give it its place."""
    draft = _draft(folder, path)
    try:
        draft.write_bytes(data)
        os.replace(draft, path)
    except OSError:
        with contextlib.suppress(OSError):
            draft.unlink()  # room for the next try
        raise


def join(folder, parts, name):
    """Write CSV files as one, with the header of the first; those that are not there are left."""
    draft = _draft(folder, folder / name)
    with draft.open("wb") as target:
        for part in parts:
            if not part.is_file():
                continue
            with part.open("rb") as source:
                head = source.readline()
                if not target.tell():
                    target.write(head)
                shutil.copyfileobj(source, target)
    os.replace(draft, folder / name)


def clean(folder):
    """Take out what a killed process left half written, and make the folder if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(".*.part"):
        left.unlink(missing_ok=True)


def _draft(folder, path):
    # the folder itself, so that a reader of its tables never meets one
    return folder / f".{path.parent.name}-{path.name}.{os.getpid()}.part"
