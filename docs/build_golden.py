"""Writes what is found in drafts that we know: a change of labels shows as a diff.

The norms of the sample draft under the default model go to ``tests/golden/sample_norms.csv``, and
a fingerprint of the norms of each draft below, under each model, to ``fingerprints.json`` beside
it, by which ``tests/test_same_labels.py`` tells whether an optimisation changed a label.
"""

import hashlib
import json
from functools import cache
from pathlib import Path

import servanda

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SAMPLE_NORMS = ROOT / "tests/golden/sample_norms.csv"
FINGERPRINTS = ROOT / "tests/golden/fingerprints.json"
COLUMNS = ["section", "operative", "label", "form", "bearer", "qualifiers", "inherited"]
MODELS = {"rules": "rules", "default": None}
TREATIES = (2, 64, 91, 109, 165, 224, 255, 283, 328, 355, 437)  # none is reserved; 437 is Spanish
DRAFTS = {
    **{
        name: ROOT / "corpora/sample" / name
        for name in ("ecommerce-draft.md", "ecommerce-draft-rev1.md", "bracketed-draft.md")
    },
    **{f"pta_{n}.xml": SHARED / f"corpora/tota/xml/pta_{n}.xml" for n in TREATIES},
    **{
        path.rpartition("/")[2]: SHARED / "corpora" / path
        for path in (
            "drafts/wto-ecommerce/INF_ECOM_87_2024-07-26.md",
            "drafts/paris-2015/2015-12-09_draft.md",
            "open-treaties/cedaw.json",
        )
    },
}


def fingerprint(norms):
    """Give the number and a checksum of some norms, a frame as `servanda.norms` gives it."""
    rows = [
        {
            "id": id,
            "label": str(norm.label),
            "form": norm.form or "",
            "bearer": norm.bearer if isinstance(norm.bearer, str) else None,
            "qualifiers": list(norm.qualifiers),
            "conditions": list(norm.conditions),
            "start": int(norm.start),
            "end": int(norm.end),
        }
        for id, norm in zip(norms.index, norms.itertuples(), strict=True)
    ]
    said = json.dumps(rows, ensure_ascii=False, sort_keys=True)
    return f"{len(rows)} norms, {hashlib.sha256(said.encode()).hexdigest()}"


def found(model, drafts):
    """Give the fingerprint of each of some drafts, annotated one by one under a model."""
    pipeline = cache(lambda language: servanda.load(model, language))
    texts = {path.name: servanda.read(path) for path in drafts}
    return {
        name: fingerprint(servanda.norms(pipeline(servanda.detect_language(text))(text)))
        for name, text in texts.items()
    }


def there():
    """Give the places of the drafts that are there: those beside the project may not be."""
    return [path for path in DRAFTS.values() if path.is_file()]


def main():
    """Write both files."""
    nlp = servanda.load()
    norms = servanda.norms(nlp(servanda.read(DRAFTS["ecommerce-draft.md"])))[COLUMNS]
    norms["qualifiers"] = norms["qualifiers"].map("; ".join)
    norms.to_csv(SAMPLE_NORMS, encoding="utf-8", lineterminator="\n")
    known = json.loads(FINGERPRINTS.read_text("utf-8")) if FINGERPRINTS.is_file() else {}
    table = {name: known.get(name, {}) | found(model, there()) for name, model in MODELS.items()}
    FINGERPRINTS.write_text(json.dumps(table, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
