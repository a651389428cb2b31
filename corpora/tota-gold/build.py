"""Makes the stand-off corpora from the coded units, which hold treaty text and stay outside.

Run once, by ``python corpora/tota-gold/build.py UNITS.jsonl CORPUS_FOLDER``: it writes
``units.csv`` and puts its checksum into ``corpus.toml``. Of each unit only the place in ToTA,
a checksum of the text and the labels are kept.
"""

import csv
import hashlib
import json
import re
import sys
from pathlib import Path

COLUMNS = ["id", "treaty", "article_id", "start", "end", "sha256", "stratum", "norms", "label"]


def main(units, folder):
    """Write the rows of a file of coded units to a corpus."""
    with units.open(encoding="utf-8") as lines:
        rows = [row(json.loads(line)) for line in lines]
    target = folder / "units.csv"
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    checksum = hashlib.sha256(target.read_bytes()).hexdigest()
    about = folder / "corpus.toml"
    line = f'"units.csv" = "{checksum}"'
    about.write_text(re.sub(r'"units.csv" = ".*"', line, about.read_text("utf-8")), "utf-8")


def row(unit):
    """Give what may be kept of a unit."""
    norms = " ".join(f"{n['start']}:{n['end']}:{n['label']}" for n in unit["norms"])
    checksum = hashlib.sha256(unit["text"].encode("utf-8")).hexdigest()
    kept = {name: unit.get(name, "") for name in COLUMNS}
    return {**kept, "norms": norms, "sha256": checksum}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
