"""Documents one after another, as Docs, for pipelines in Python."""

from servanda.errors import ServandaError
from servanda.pipeline import load
from servanda.reading import open_draft


def stream(paths, nlp=None, tracked="accept", n_process=1, failures=None):
    """Read and annotate drafts one after another, without holding more than a few.

    Parameters
    ----------
    paths : iterable of str or path-like
        Files, as for `read`; it is gone through as the drafts are asked for.
    nlp : spacy.Language, default=None
        A pipeline of `load`. None takes the default.
    tracked : {"accept", "reject"}, default="accept"
        As for `read`.
    n_process : int, default=1
        Processes that annotate, as for spaCy's ``nlp.pipe``.
    failures : list, default=None
        Gets a dict with document, stage and reason of each draft that cannot be used, which is
        then left out. None raises at the first.

    Yields
    ------
    path : str or path-like
        As given.
    doc : spacy.tokens.Doc
        The annotated draft.

    Examples
    --------
    >>> for path, doc in stream([], nlp=load("rules")):
    ...     print(path, len(doc.spans["norms"]))
    """
    nlp = nlp or load()
    texts = _texts(paths, tracked, failures)
    for doc, path in nlp.pipe(texts, as_tuples=True, n_process=n_process, batch_size=4):
        yield path, doc


def _texts(paths, tracked, failures):
    for path in paths:
        try:
            yield open_draft(path, tracked).text, path
        except ServandaError as error:
            if failures is None:
                raise
            failures.append({"document": str(path), "stage": "read", "reason": str(error)})
