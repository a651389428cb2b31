"""Joins drawn units with what the coders wrote, for ``../tota-gold/build.py``.

Run once, by ``python corpora/tota-coded/units.py POOL.json... CODES... > units.jsonl``. A pool is
a JSON list of units with their text and place in ToTA; a file of codes has a line for each unit,
its id, a tab, and ``label|operative phrase`` joined by "; ", or "-" for no norm. Where the coders
were shown the operative words marked (``marks`` of the pool: their places), a line has the id, a
space and a letter for each mark. Units that stand in no pool (the hidden controls), and lines whose
phrase is not in the text, are left out.
"""

import json
import sys
from pathlib import Path

RANKS = {"permission": 1, "best_endeavour": 2, "qualified": 3, "obligation": 4, "prohibition": 4}


LETTERS = {label[0]: label for label in ("obligation", "prohibition", "qualified")} | {
    "b": "best_endeavour",
    "m": "permission",
    "n": None,
}


def main(files):
    """Print the coded units as JSON lines."""
    pools = [path for path in files if path.suffix == ".json"]
    drawn = {unit["id"]: unit for path in pools for unit in json.loads(path.read_text("utf-8"))}
    for path in sorted(set(files) - set(pools)):
        for line in path.read_text("utf-8").splitlines():
            name = line.split()[0]
            if name not in drawn:
                continue
            if "\t" in line:
                norms = find(line.partition("\t")[2].strip(), drawn[name]["text"])
            else:
                norms = take(line.split()[1:], drawn[name]["marks"])
            if norms is not None:
                label = max((n["label"] for n in norms), key=RANKS.get, default="none")
                unit = {**drawn.pop(name), "norms": norms, "label": label}
                sys.stdout.write(json.dumps(unit) + "\n")


def take(letters, marks):
    """Give the norms among marked words, or None if the letters are not one for each mark."""
    letters = [letter for letter in letters if letter != "?"]  # the coder's sign of doubt
    if len(letters) != len(marks):
        return None
    coded = zip(marks, map(LETTERS.get, letters), strict=True)
    return [{"start": start, "end": end, "label": label} for (start, end), label in coded if label]


def find(codes, text):
    """Give the norms of a unit with their offsets, or None if a phrase is not in the text."""
    norms, last = [], 0
    for code in codes.split("; ") if codes != "-" else ():
        label, _, phrase = code.partition("|")
        start = text.find(phrase.strip(), last)
        start = start if start >= 0 else text.find(phrase.strip())
        if start < 0 or not phrase or label.strip() not in RANKS:
            return None
        last = start + len(phrase.strip())
        norms.append({"start": start, "end": last, "label": label.strip()})
    return norms


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
