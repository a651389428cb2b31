"""The default recipe's estimator without scikit-learn: the same shares, and it is there at once.

A model that is a hasher before a logistic regression is a table of weights. Reading it as such
spares a cold start the import of all of scikit-learn, which skops asks for, and builds no object
that a file names.
"""

import io
import json
import zipfile
import zlib

import numpy as np
from murmurhash import mrmr

from servanda.annotation.features import Signals

_HASHER = "sklearn.feature_extraction._hash.FeatureHasher"
_REGRESSION = "sklearn.linear_model._logistic.LogisticRegression"
_DAMAGE = (
    *(ValueError, LookupError, TypeError, AttributeError, RecursionError, EOFError),
    *(NotImplementedError, zipfile.BadZipFile, zlib.error),
)
_MOST_KNOWN = 200_000  # signals, or groups of them, that are remembered
_ROOM = 10_000  # rows at first


class HashedRegression:
    """A softmax regression over hashed signals, as scikit-learn would compute it.

    Parameters
    ----------
    classes : array of str
    weights : array of shape (classes, columns)
    intercept : array
    data : bytes
        The file it was read from, to be written again.
    """

    def __init__(self, classes, weights, intercept, data):
        self.classes_, self.intercept, self.data = classes, intercept, data
        self.weights = np.ascontiguousarray(weights.T, dtype=float)
        self._forget()

    def _forget(self):
        """Start with no known signals."""
        self._signals = Signals(self._code)
        self._new, self._starts = [], []  # hashes of what was met since the last settling
        self._terms = np.zeros((_ROOM, len(self.classes_)))  # of signals that come together
        self._known = 1  # rows of it that are taken

    def _code(self, signals):
        """Give the row of `_terms` that some signals will have, which come together."""
        starts = self._starts
        starts.append(len(self._new))
        self._new += [mrmr.hash(signal.encode("utf-8", "surrogatepass")) for signal in signals]
        return self._known + len(starts) - 1

    def shares(self, clauses):
        """Give the share of each class, for each of some clauses."""
        return self._shares([self._signals.row(clause) for clause in clauses])

    def predict_proba(self, rows):
        """Give the share of each class, for each of some lists of signals."""
        return self._shares([[self._code([signal]) for signal in row] for row in rows])

    def _shares(self, rows):
        if self._starts:
            self._settle()
        codes, starts = [], []
        for row in rows:
            starts.append(len(codes))
            codes.append(0)  # so that a row without signals is one, too
            codes += row
        places = np.fromiter(codes, np.intp, len(codes))  # which is faster than from the list
        logits = np.add.reduceat(self._terms.take(places, axis=0), starts, axis=0)
        logits += self.intercept
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        if self._known > _MOST_KNOWN:
            self._forget()
        return shares / shares.sum(axis=1, keepdims=True)

    def _settle(self):
        """Sum the weights of what is new."""
        known = self._known + len(self._starts)
        if known > len(self._terms):
            more = np.zeros((known, len(self.classes_)))
            self._terms = np.concatenate([self._terms, more])
        hashes = np.array(self._new)
        taken = self.weights.take(np.abs(hashes) % len(self.weights), axis=0)
        taken[hashes < 0] *= -1
        self._terms[self._known : known] = np.add.reduceat(taken, self._starts, axis=0)
        self._known, self._new, self._starts = known, [], []

    def __reduce__(self):
        return read_linear, (self.data,)


def read_linear(data):
    """Give the `HashedRegression` that a skops file holds, None if it holds anything else."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            kind, pipeline = _value(json.loads(file.read("schema.json")), file)
        (_, (first, hasher)), (_, (second, model)) = pipeline["steps"]
        classes, weights = model["classes_"], model["coef_"]
        fits = (
            (kind, first, second) == ("sklearn.pipeline.Pipeline", _HASHER, _REGRESSION)
            and (hasher["input_type"], hasher["alternate_sign"]) == ("string", True)
            and model["solver"] == "lbfgs"
            and weights.shape == (len(classes), hasher["n_features"])
            and model["intercept_"].shape == (len(classes),)
            and len(classes) > 2
        )
    except _DAMAGE:
        return None  # skops, which is asked next, says what is wrong with it
    return HashedRegression(classes, weights, model["intercept_"], data) if fits else None


def _value(node, file):
    """Give what a node of a skops schema says: values, arrays, objects as (name, values)."""
    loader, content = node["__loader__"], node.get("content")
    if loader == "JsonNode":
        return json.loads(content)
    if loader == "NdArrayNode" and node.get("type") == "numpy":
        return np.load(io.BytesIO(file.read(node["file"])), allow_pickle=False)
    if loader == "DictNode":
        return {name: _value(each, file) for name, each in content.items()}
    if loader in ("ListNode", "TupleNode"):
        return [_value(each, file) for each in content]
    if loader == "TypeNode":
        return None
    return f"{node['__module__']}.{node['__class__']}", _value(content, file)
