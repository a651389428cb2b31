"""Brings the treaties that stand-off corpora point into, at a pinned version."""

import hashlib
import shutil
from importlib import resources
from pathlib import Path

from tqdm import tqdm

from servanda.errors import CorpusError
from servanda.training.texts import home

COLLECTIONS = {
    "tota": {
        "folder": "tota-0.5.0",
        "url": "https://raw.githubusercontent.com/mappingtreaties/tota/"
        "2558ee5e9aafb1fe02d586768def7feb8906123d/",
        "licence": "CC BY-NC 4.0",
    }
}


def fetch(name="tota", source=None, target=None, url=None):
    """Bring a collection of treaties to this machine; what is there already is not fetched again.

    Parameters
    ----------
    name : str, default="tota"
        Of a collection in `COLLECTIONS`.
    source : str or Path, default=None
        A local copy to take the files from; None fetches them from the public repository.
    target : str or Path, default=None
        Where to put them; None takes the place where `load_corpus` looks.
    url : str, default=None
        Another place of the same files.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    CorpusError
        If a file cannot be had, or is not the one of the pinned version.
    """
    if name not in COLLECTIONS:
        raise CorpusError(f"No collection '{name}'. Collections: {', '.join(COLLECTIONS)}.")
    known = COLLECTIONS[name]
    target = Path(target) if target else home(known["folder"])
    files = checksums(name)
    if source is None:
        _download(files, url or known["url"], target)
    else:
        _copy(files, Path(source), target)
    return target


def checksums(name):
    """Give the SHA-256 of each file of a collection, by its path."""
    lines = resources.files("servanda.training").joinpath(f"{name}.sha256").read_text("utf-8")
    return {path: checksum for checksum, path in (line.split() for line in lines.splitlines())}


def _download(files, url, target):
    import pooch

    pooch.get_logger().setLevel("WARNING")
    fetcher = pooch.create(path=target, base_url=url, registry=files, retry_if_failed=1)
    for path in _progress(files):
        try:
            fetcher.fetch(path)
        except (OSError, ValueError) as error:  # ValueError: the checksum is another
            raise CorpusError(
                f"'{url}{path}' cannot be fetched: {error}. Try again (what is there stays), or "
                "take a local copy: --from DIR"
            ) from error


def _copy(files, source, target):
    for path, checksum in _progress(files.items()):
        there, here = source / path, target / path
        if _checksum(here) == checksum:
            continue
        found = _checksum(there)
        if found != checksum:
            fact = "is not there" if found is None else "is not that of the pinned version"
            raise CorpusError(f"'{there}' {fact}. Give --from a copy of the pinned version.")
        here.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(there, here)


def _checksum(path):
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def _progress(files):
    return tqdm(files, desc="treaties", unit="file", disable=None)
