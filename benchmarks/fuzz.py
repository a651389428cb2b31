"""Try to break servanda with damaged and hostile files: prints a table, exit code 1 if one did.

    python benchmarks/fuzz.py [--count N] [--seed S] [--shared FOLDER] [--first N] [--keep FOLDER]
                              [--no-attacks] [-o FILE]

Each file is read and annotated (`load("rules")`) in a worker process that has a bound of time and
of memory. A result or a `ServandaError` of one sentence is right; wrong is all else: another
exception, a warning, a crash, a bound passed, offsets that do not fit, a use of the network or of
another program, a file written beside the given folder. The same seed gives the same files.
"""

import argparse
import collections
import json
import os
import platform
import select
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import mutants
from attacks import attacks
from fuzz_worker import MEMORY

SECONDS, LONG_SECONDS = 10, 300  # of the processor: a damaged draft; a hostile or 5 MB file
PATIENCE = 10  # times as many of the clock, should it hang without working
WHOLE = {SECONDS: 100, LONG_SECONDS: 10}  # of so many files one goes through all analyses


class Worker:
    """A process that reads one file after the other, and can be begun anew."""

    def __init__(self, home):
        self._home = home
        self._process = None

    def try_out(self, path, seconds, whole):
        """Give what became of a file: a dict with outcome and reason."""
        if self._process is None:
            self._begin()
        task = json.dumps({"path": str(path), "seconds": seconds, "whole": whole})
        self._process.stdin.write(f"{task}\n".encode())
        self._process.stdin.flush()
        ready = select.select([self._process.stdout], [], [], seconds * PATIENCE)[0]
        answer = self._process.stdout.readline() if ready else b""
        if answer:
            return json.loads(answer)
        died = self._process.poll() if not ready else self._process.wait()
        self.end()
        if died is None:
            return {"outcome": "failed", "reason": "hangs without working"}
        reason = f"more than {seconds} s" if died == -27 else f"died of signal {-died}"
        return {"outcome": "failed", "reason": reason}

    def _begin(self):
        command = [sys.executable, str(Path(__file__).with_name("fuzz_worker.py"))]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=self._home
        )
        self._process.stdout.readline()

    def end(self):
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


def main():
    """Try all files and print what became of them."""
    asked = _asked()
    with tempfile.TemporaryDirectory() as home:
        secret = Path(home, "secret.dtd")
        secret.write_text("UNTOUCHED shall", "utf-8")
        folder = Path(home, "out")
        folder.mkdir()
        tally = Tally(asked.keep)
        worker = Worker(folder)
        began = time.perf_counter()
        for number, (path, seconds, about) in enumerate(_files(asked, folder, secret)):
            found = worker.try_out(path, seconds, number % WHOLE[seconds] == 0)
            tally.add(path, about, found)
            path.unlink()
            if number % 500 == 499:
                print(f"{number + 1} files, {len(tally.failures)} failed", file=sys.stderr)
        worker.end()
        left = sorted(str(each.relative_to(home)) for each in Path(home).rglob("*"))
        if left != ["out", "secret.dtd"]:
            tally.failures.append(("-", "files left", f"written beside the given: {left}"))
    page = tally.page(asked, time.perf_counter() - began)
    print(page)
    if asked.output:
        Path(asked.output).write_text(page, "utf-8")
    sys.exit(1 if tally.failures else 0)


def _files(asked, folder, secret):
    """Give (path, bound of seconds, what it is) of each file, written when asked for."""
    if asked.attacks:
        for name, data in attacks("http://127.0.0.1:9", secret):
            path = folder / name
            path.symlink_to(data) if isinstance(data, str) else path.write_bytes(data)
            yield path, LONG_SECONDS, "by hand"
    drafts = mutants.seeds(asked.shared)
    for number in range(asked.first, asked.first + asked.count):
        name, data, about = mutants.mutant(number, drafts, asked.seed)
        path = folder / name
        path.write_bytes(data)
        yield path, SECONDS, about


class Tally:
    """What became of the files so far."""

    def __init__(self, keep=None):
        self._keep = keep and Path(keep)
        self.counts = collections.Counter()
        self.failures = []
        self.slowest = collections.defaultdict(lambda: (0.0, ""))
        self.seconds = 0.0
        self.memory = self.before = 0.0
        self.largest = ""

    def add(self, path, about, found):
        """Take down what became of a file."""
        kind = "by hand" if about == "by hand" else path.suffix
        self.counts[kind, found["outcome"]] += 1
        taken = found.get("seconds", 0.0)
        self.seconds += taken
        self.slowest[kind] = max(self.slowest[kind], (taken, f"{path.name} ({about})"))
        self.before = self.before or found.get("before", 0.0)
        if found.get("memory", 0.0) > self.memory:
            self.memory, self.largest = found["memory"], f"{path.name} ({about})"
        if found["outcome"] == "failed":
            self.failures.append((path.name, about, found["reason"]))
            print(f"FAILED {path.name} ({about}): {found['reason']}", file=sys.stderr)
            if self._keep and not path.is_symlink():
                self._keep.mkdir(parents=True, exist_ok=True)
                (self._keep / path.name).write_bytes(path.read_bytes())

    def page(self, asked, wall):
        """Give the figures as Markdown."""
        lines = [_HEAD, f"{date.today()}, seed {asked.seed}. {_machine()}", ""]
        lines += ["| files | tried | read | refused in a sentence | failed | slowest, s |"]
        lines += ["| :-- | --: | --: | --: | --: | :-- |"]
        kinds = sorted({kind for kind, _ in self.counts})
        for kind in kinds:
            lines.append(self._row(kind, [kind], self.slowest[kind]))
        damaged = [kind for kind in kinds if kind != "by hand"]
        slowest = max((self.slowest[kind] for kind in damaged), default=(0.0, ""))
        lines.append(self._row("all but those by hand", damaged, slowest))
        lines += [
            "",
            _FIGURES.format(self.seconds, wall, self.memory, self.largest, self.before),
            "",
        ]
        lines += [f"- FAILED {name} ({about}): {reason}" for name, about, reason in self.failures]
        return "\n".join(lines)

    def _row(self, name, kinds, slowest):
        got = [
            sum(self.counts[kind, outcome] for kind in kinds)
            for outcome in ("read", "refused", "failed")
        ]
        cells = [sum(got), *got, f"{slowest[0]:.1f}: {slowest[1]}"]
        return f"| {name} | {' | '.join(map(str, cells))} |"


_HEAD = f"""# Hard to break

Made by `python benchmarks/fuzz.py --shared FOLDER -o benchmarks/FUZZ.md`. Drafts are damaged in one
to three of some twenty ways (`mutants.py`); files by hand are bombs, entities, circles, long lines
and the like (`attacks.py`). Bounds: {SECONDS} s of the processor a damaged draft, {LONG_SECONDS} s
a file by hand; {MEMORY // 10**6:,} MB of memory beyond what the worker has before the first file.
A failure is any other exception than a `ServandaError` of one sentence, a warning, a crash, a bound
passed, places that do not fit the text, a use of the network or of another program, and a file
written beside the given folder.
"""
_FIGURES = (
    "Seconds of the processor: {:.0f}; of the clock, on a machine that had other work: {:.0f}. "
    "Peak memory of the worker: {:.0f} MB, reached at {}; {:.0f} MB before the first file."
)


def _machine():
    return (
        f"Machine: {os.cpu_count()} cores, {platform.machine()}; {platform.system()}, "
        f"Python {platform.python_version()}."
    )


def _asked():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="damaged drafts to try")
    parser.add_argument("--first", type=int, default=0, help="number of the first of them")
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--shared", help="the reference material, for more drafts to damage")
    parser.add_argument("--keep", help="put the files that failed here")
    parser.add_argument("--no-attacks", dest="attacks", action="store_false")
    parser.add_argument("-o", "--output", help="write the table to this file too")
    return parser.parse_args()


if __name__ == "__main__":
    main()
