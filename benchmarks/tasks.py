"""What the speed benchmark measures, each task in a process of its own: `tasks.py NAME JSON`.

A task prints one line of JSON. Seconds are of the processor (user and system) save where it says
wall; texts are read before the clock starts unless reading is part of the work.
"""

import json
import os
import resource
import sys
import tempfile
import time


def tokenizer(paths):
    """Run the yardstick: spaCy's blank English tokenizer over the texts."""
    import spacy

    texts = _texts(paths)
    nlp = spacy.blank("en")
    nlp.max_length = 10**9
    return _clocked(lambda: [len(nlp.make_doc(text)) for text in texts], texts)


def batch(paths, jobs=1, copies=1, scores=True):
    """Do the work itself, from files on disk to tables on disk, with each file so many times."""
    import shutil

    from servanda.batch import batch

    with tempfile.TemporaryDirectory() as home:
        for copy in range(copies):
            for path in paths:
                shutil.copy(path, os.path.join(home, f"{copy}-{os.path.basename(path)}"))
        listed = []
        measured = _clocked(
            lambda: listed.append(
                batch([home], os.path.join(home, "out"), jobs=jobs, scores=scores)
            )
        )
    frame = listed[0]
    failed = int((frame["status"] == "failed").sum())
    return {**measured, "words": int(frame["words"].sum()), "failed": failed}


def parser(paths, model, most=120_000):
    """Run a pipeline with tagger, parser and names over a part of the texts."""
    import spacy

    nlp = spacy.load(model)
    parts, words = [], 0
    for text in _texts(paths):
        for start in range(0, len(text), 20_000):
            if words < most:
                parts.append(text[start : start + 20_000])
                words += len(parts[-1].split())
    return _clocked(lambda: [len(doc) for doc in nlp.pipe(parts, batch_size=4)], parts)


def keywords(paths):
    """Count modal words in each sentence: what many studies do."""
    import re

    cues = re.compile(r"\b(shall not|may not|shall endeavou?r|shall|must|should|may)\b", re.I)
    texts = _texts(paths)
    return _clocked(
        lambda: [cues.findall(part) for text in texts for part in text.split(". ")], texts
    )


def svm(paths):
    """Label each sentence by TF-IDF and a linear support vector machine."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC

    from servanda.training import load_corpus

    units = load_corpus(os.path.join(os.path.dirname(__file__), "../corpora/golden")).units
    model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), LinearSVC())
    model.fit([unit.text for unit in units], [unit.label for unit in units])
    texts = _texts(paths)
    return _clocked(lambda: [model.predict(text.split(". ")) for text in texts], texts)


def _texts(paths):
    from servanda import read

    return [read(path) for path in paths]


def _clocked(work, texts=()):
    wall, used = time.perf_counter(), time.process_time()
    work()
    return {
        "wall": time.perf_counter() - wall,
        "seconds": time.process_time() - used,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,  # MB, on Linux
        "words": sum(len(text.split()) for text in texts),
    }


if __name__ == "__main__":
    given = json.loads(sys.argv[2])
    print(json.dumps(globals()[sys.argv[1]](**given)))
