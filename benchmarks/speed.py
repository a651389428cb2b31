"""How fast servanda is, beside other ways to the same texts: prints a table, all from one run.

    python benchmarks/speed.py --texts FOLDER [--sample N] [--parser MODEL] [-o FILE]

FOLDER holds the XML of ToTA; of its treaties those in English are taken. Each figure is a ratio
of two measurements of this run, save memory and the cold start. MODEL is spaCy's small English
pipeline, by name or by folder; without it the parser's figure is left out.
"""

import argparse
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
COLD = 10_000  # words of the draft of the cold start
TURNS = 3  # of what the first figures are made of


def main():
    """Run all tasks and write the table."""
    asked = _asked()
    paths = _english(asked.texts)
    if asked.sample:
        paths = random.Random(6).sample(paths, asked.sample)
    part = random.Random(6).sample(paths, max(1, len(paths) // 8))
    busy = os.getloadavg()[0]
    print(f"{len(paths)} treaties", file=sys.stderr)
    found = {
        **_middle(
            tokenizer=("tokenizer", {"paths": paths}),
            norms=("batch", {"paths": paths, "scores": False}),
            servanda=("batch", {"paths": paths}),
            two=("batch", {"paths": paths, "jobs": 2}),
            once=("batch", {"paths": part}),
            four=("batch", {"paths": part, "copies": 4}),
        ),
        "keywords": run("keywords", {"paths": paths}),
        "svm": run("svm", {"paths": paths}),
        "cold": _cold(paths),
    }
    if asked.parser:
        found["parser"] = run("parser", {"paths": part, "model": asked.parser})
    page = _page(found, len(paths), asked, busy)
    print(page)
    if asked.output:
        Path(asked.output).write_text(page, "utf-8")


def _middle(**tasks):
    """Give the middle of each measure of some tasks, in turns: machines change their pace."""
    taken = [{name: run(*task) for name, task in tasks.items()} for _ in range(TURNS)]
    return {
        name: {key: statistics.median(each[name][key] for each in taken) for key in first}
        for name, first in taken[0].items()
    }


def run(task, given):
    """Give what a task of `tasks.py` measures, in a process of its own."""
    print(f"{task} …", file=sys.stderr)
    command = [sys.executable, str(HERE / "tasks.py"), task, json.dumps(given)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def _asked():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", required=True, type=Path)
    parser.add_argument("--sample", type=int, help="take so many treaties, drawn at random")
    parser.add_argument("--parser", help="spaCy's small English pipeline")
    parser.add_argument("-o", "--output", help="write the table to this file too")
    return parser.parse_args()


def _english(texts):
    found = sorted(texts.rglob("*.xml"))
    return [str(path) for path in found if b"<language>en</language>" in path.read_bytes()[:20_000]]


def _cold(paths):
    """Give the seconds until `servanda norms` has answered for a draft, the middle of five."""
    from servanda import read

    texts = (read(path) for path in paths)
    text = min(texts, key=lambda text: abs(len(text.split()) - COLD))
    with tempfile.TemporaryDirectory() as home:
        draft = Path(home, "draft.txt")
        draft.write_text(" ".join(text.split(" ")), "utf-8")
        command = [sys.executable, "-m", "servanda.cli", "norms", str(draft), "--format", "csv"]
        taken = []
        for _ in range(5):
            began = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            taken.append(time.perf_counter() - began)
    return {"wall": statistics.median(taken), "words": len(text.split())}


def _page(found, count, asked, busy):
    """Give the table as Markdown."""
    ours, norms, yardstick = found["servanda"], found["norms"], found["tokenizer"]
    pace = {name: each["words"] / each["seconds"] for name, each in found.items() if name in _PACED}
    parser = pace["servanda"] / pace["parser"] if "parser" in pace else None

    def times(task):
        return task["seconds"] / yardstick["seconds"]

    rows = [
        ("time to norms (`--no-scores`) ÷ spaCy's blank English tokenizer", times(norms), 3, 1.5),
        ("time to norms and scores ÷ the same tokenizer", times(ours), None, None),
        ("parser pipeline ÷ ours, time", parser, 25, 60),
        ("two workers ÷ one, throughput", ours["wall"] / found["two"]["wall"], 1.6, 1.85),
        ("peak memory of a worker, MB", ours["memory"], 600, 350),
        ("4 × the corpus, time", found["four"]["seconds"] / found["once"]["seconds"], 4.2, 4.05),
        (f"cold start, {found['cold']['words']:,} words, s", found["cold"]["wall"], 4, 2),
    ]
    lines = [_HEAD, _told(count, ours, asked, busy), "", "| figure | measured | must | aim |"]
    lines += ["| :-- | --: | --: | --: |"]
    lines += [f"| {name} | {' | '.join(map(_shown, values))} |" for name, *values in rows]
    lines += ["", "| way | words a second | time ÷ tokenizer |", "| :-- | --: | --: |"]
    lines += [
        f"| {_PACED[name]} | {pace[name]:,.0f} | {pace['tokenizer'] / pace[name]:.2f} |"
        for name in sorted(pace, key=pace.get, reverse=True)
    ]
    return "\n".join(lines) + "\n"


_PACED = {
    "keywords": "counting modal words, sentence by sentence",
    "tokenizer": "spaCy's blank English tokenizer",
    "svm": "TF-IDF and a linear SVM, sentence by sentence",
    "norms": "servanda: from XML on disk to norms on disk",
    "servanda": "servanda: the same with scores of each section, the default",
    "parser": "spaCy's small English pipeline (on a part)",
}
_HEAD = """# Benchmarks

Beside this page: [legal enforceability as the World Bank codes it](world_bank.md).

## Speed

Made by `python benchmarks/speed.py --texts FOLDER -o benchmarks/README.md`, all in one run. Seconds
are of the processor, save for two workers and the cold start (`servanda norms` as a new process,
the middle of five), which are of the clock. The tokenizer and all that servanda does save for the
cold start take turns three times, and the middle of each counts.
"""


def _told(count, ours, asked, busy):
    """Give what was measured, on what."""
    part = "a sample" if asked.sample else "all"
    return (
        f"{date.today()}: {count} English treaties of ToTA ({part}), {ours['words']:,} words, "
        f"{ours['failed']} failed; one process: {ours['wall']:.0f} s. {_machine()} "
        f"Load before the run: {busy:.1f}; figures by the clock need an idle machine."
    )


def _machine():
    import spacy

    from servanda.annotation import clauses

    built = "as Python" if clauses.__file__.endswith(".py") else "compiled"
    model = platform.processor() or platform.machine()
    known = Path("/proc/cpuinfo")
    if known.is_file():
        names = [x for x in known.read_text().splitlines() if x.startswith("model name")]
        model = names[0].partition(":")[2].strip() if names else model
    return (
        f"Machine: {os.cpu_count()} cores, {model}; {platform.system()}, "
        f"Python {platform.python_version()}, spaCy {spacy.__version__}, servanda {built}."
    )


def _shown(value):
    if value is None or isinstance(value, int):
        return "–" if value is None else str(value)
    return f"{value:,.2f}" if value < 100 else f"{value:,.0f}"


if __name__ == "__main__":
    main()
