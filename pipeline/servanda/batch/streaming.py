"""Documents one after another, as Docs, for pipelines in Python."""

from functools import cache
from itertools import groupby
from operator import itemgetter

from servanda.batch.work import DEFAULT, language_of
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
        A pipeline of `load`. None tells the language of each draft and takes its default.
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
    of_language = cache(lambda code: load(language=code))
    drafts = _drafts(paths, tracked, failures, any_language=nlp is None)
    for code, group in groupby(drafts, itemgetter(0)):
        texts = (pair for _, *pair in group)
        pipe = (nlp or of_language(code)).pipe
        for doc, path in pipe(texts, as_tuples=True, n_process=n_process, batch_size=4):
            yield path, doc


def _drafts(paths, tracked, failures, any_language):
    """Yield language, text and path of each draft that can be read."""
    for path in paths:
        stage = "read"
        try:
            draft = open_draft(path, tracked)
            stage = "language"
            code = (language_of(draft) or DEFAULT) if any_language else None
            yield code, draft.text, path
        except ServandaError as error:
            if failures is None:
                raise
            failures.append({"document": str(path), "stage": stage, "reason": str(error)})
