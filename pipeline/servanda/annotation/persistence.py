"""Saves and loads the estimator of the strength component, without pickle.

A model folder holds ``estimator.skops`` and ``estimator.json``, which says what is in it. A
folder of another's making is not believed: only the types listed here are ever built.
"""

import hashlib
import io
import json
import re
import warnings
import zipfile
from importlib import metadata
from pathlib import Path

from servanda.annotation.linear import HashedRegression, read_linear
from servanda.annotation.rules import RuleClassifier
from servanda.errors import ModelError
from servanda.labels import LABELS

FORMAT = 1  # of the signals and of the files; raise it when older models cannot be read any more
# Types that a model may hold besides those that skops itself trusts; our recipes need none. Add
# one only after reading what building it can do.
TRUSTED = frozenset()
_SKOPS, _ABOUT = "estimator.skops", "estimator.json"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file can name
_ID = re.compile(r'("__id__": |"file": ")(\d+)')


def save_estimator(estimator, folder):
    """Write an estimator to a folder; the same estimator gives the same bytes.

    Parameters
    ----------
    estimator : object
        A fitted scikit-learn estimator, or the `RuleClassifier`, which needs no file.
    folder : Path
        Made if it is not there.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    about = {"format": FORMAT, "servanda": _version("servanda")}
    if isinstance(estimator, RuleClassifier):
        about["estimator"] = "rules"
        (folder / _SKOPS).unlink(missing_ok=True)
    else:
        data = to_bytes(estimator)
        about["labels"] = sorted(map(str, estimator.classes_))
        about["scikit-learn"] = _version("scikit-learn")
        about["types"] = _types(data)
        about["sha256"] = hashlib.sha256(data).hexdigest()
        (folder / _SKOPS).write_bytes(data)
    (folder / _ABOUT).write_text(json.dumps(about, indent=2) + "\n", "utf-8")


def load_estimator(folder):
    """Give the estimator that `save_estimator` wrote.

    Raises
    ------
    ModelError
        If the files are missing, damaged or changed, of another version or label set, or
        hold types that are not on the list.
    """
    folder = Path(folder)
    about = _about(folder)
    if about.get("estimator") == "rules":
        return RuleClassifier()
    try:
        data = (folder / _SKOPS).read_bytes()
    except OSError as error:
        raise ModelError(f"'{folder / _SKOPS}' cannot be read. {_REMEDY}") from error
    if data[:2] != b"PK":
        raise ModelError(
            f"'{folder / _SKOPS}' is no skops file. Pickles and the like can run code and are "
            f"never loaded. {_REMEDY}"
        )
    if hashlib.sha256(data).hexdigest() != about.get("sha256"):
        raise ModelError(
            f"'{folder / _SKOPS}' is cut short, or was changed after training: its checksum is "
            f"not the one in {_ABOUT}. {_REMEDY}"
        )
    return from_bytes(data, folder / _SKOPS)


def to_bytes(estimator):
    """Give an estimator as bytes, empty for the `RuleClassifier`."""
    if isinstance(estimator, RuleClassifier):
        return b""
    if isinstance(estimator, HashedRegression):
        return estimator.data
    import skops.io

    return _canonical(skops.io.dumps(estimator))


def from_bytes(data, source="the model"):
    """Give the estimator that `to_bytes` wrote; `source` is named in errors."""
    if not data:
        return RuleClassifier()
    estimator = read_linear(data) or _built(data, source)
    labels = {str(label) for label in estimator.classes_}
    if not labels <= LABELS.keys():
        raise ModelError(
            f"'{source}' has other labels than servanda: "
            f"{', '.join(sorted(labels - LABELS.keys()))}. {_REMEDY}"
        )
    return estimator


def _built(data, source):
    """Give the estimator that skops builds from a file, if the file asks for no strange types."""
    import skops.io
    from sklearn.exceptions import InconsistentVersionWarning

    try:
        strange = sorted(set(_types(data)) - TRUSTED)
        if strange:
            raise ModelError(
                f"'{source}' holds types that no model of ours holds: {', '.join(strange)}. "
                f"They are not loaded. {_REMEDY}"
            )
        with warnings.catch_warnings():
            # Minor versions may differ; `_about` refuses those that matter.
            warnings.simplefilter("ignore", InconsistentVersionWarning)
            estimator = skops.io.loads(data, trusted=sorted(TRUSTED))
        estimator.classes_  # noqa: B018 (a classifier has them)
    except ModelError:
        raise
    except Exception as error:  # skops gives whatever a damaged file leads to
        raise ModelError(f"'{source}' is damaged: {error}. {_REMEDY}") from error
    return estimator


_REMEDY = "Train the model anew (servanda train), or use 'rules'."


def _about(folder):
    """Give what a folder says of its estimator, if this version can read it."""
    path = folder / _ABOUT
    try:
        about = json.loads(path.read_text("utf-8"))
        form = about["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"'{path}' is missing or damaged. {_REMEDY}") from error
    if form != FORMAT or _major(about.get("servanda")) != _major(_version("servanda")):
        raise ModelError(
            f"The model in '{folder}' was made by servanda {about.get('servanda')} in format "
            f"{form}; this is servanda {_version('servanda')} with format {FORMAT}. {_REMEDY}"
        )
    made = about.get("scikit-learn")
    if made is not None and _major(made) != _major(_version("scikit-learn")):
        raise ModelError(
            f"The model in '{folder}' was made with scikit-learn {made}; here is "
            f"{_version('scikit-learn')}. {_REMEDY}"
        )
    return about


def _types(data):
    import skops.io

    return sorted(skops.io.get_untrusted_types(data=data))


def _canonical(data):
    """Give a skops file without what differs between runs: times and memory addresses."""
    source = zipfile.ZipFile(io.BytesIO(data))
    schema = source.read("schema.json").decode("utf-8")
    numbers = {}

    def renumber(match):
        return match[1] + numbers.setdefault(match[2], str(len(numbers) + 1))

    target = io.BytesIO()
    parts = {"schema.json": _ID.sub(renumber, schema).encode("utf-8")}
    for name in source.namelist():
        if name != "schema.json":
            stem, _, suffix = name.partition(".")
            parts[f"{numbers[stem]}.{suffix}"] = source.read(name)
    with zipfile.ZipFile(target, "w") as file:
        for name, content in sorted(parts.items()):
            info = zipfile.ZipInfo(name, _EPOCH)
            file.writestr(info, content, zipfile.ZIP_DEFLATED, compresslevel=9)
    return target.getvalue()


def _major(version):
    return re.match(r"\d*", str(version))[0]


def _version(package):
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:  # run from a source tree that is not installed
        return "0+unknown"
