"""Writes what the default model finds in the sample draft: a change of labels shows as a diff."""

from pathlib import Path

import servanda

ROOT = Path(__file__).resolve().parents[1]
COLUMNS = ["section", "operative", "label", "form", "bearer", "qualifiers", "inherited"]

draft = servanda.load()(servanda.read(ROOT / "corpora/sample/ecommerce-draft.md"))
norms = servanda.norms(draft)[COLUMNS]
norms["qualifiers"] = norms["qualifiers"].map("; ".join)
norms.to_csv(ROOT / "tests/golden/sample_norms.csv", encoding="utf-8", lineterminator="\n")
