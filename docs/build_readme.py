"""Rewrites what README.md says of the program: tables between markers, output of examples.

`make docs` runs it, and a test checks that it would change nothing.
"""

import codeop
import contextlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from servanda.cli import main

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
TABLE = "servanda summary corpora/sample/ecommerce-draft.md --topic cooperation --format md"
FIGURES = {
    "macro_f1": "sentence label, macro-F1",
    "worst_label_f1": "worst single label, F1",
    "binding_effort_confusion": "binding taken for best endeavour or the reverse, of such norms",
    "norm_f1": "norms found, F1",
    "calibration_error": "expected calibration error of the confidence",
}


def build(text):
    """Give the text of the README with every generated part made anew."""
    for name, block in BLOCKS.items():
        marked = re.compile(f"(<!-- {name} begin -->\n).*?(<!-- {name} end -->)", re.DOTALL)
        text = marked.sub(lambda match, block=block: match[1] + block() + match[2], text)
    with workplace():
        text = re.sub(r"(?<=```pycon\n).*?(?=```)", lambda m: session(m[0]), text, flags=re.DOTALL)
        return re.sub(r"(?<=```console\n).*?(?=```)", lambda m: typed(m[0]), text, flags=re.DOTALL)


def table():
    """Give the main job's own output."""
    with workplace():
        return shell(TABLE)


def scale():
    """Give the labels and forms as a table."""
    data = tomllib.loads((ROOT / "pipeline/servanda/data/labels.toml").read_text("utf-8"))
    lines = ["| label | form | weight | what it says |", "| --- | --- | ---: | --- |"]
    for name, form in data["forms"].items():
        weight = f"{form['weight']:.2f}" if "weight" in form else "–"
        lines.append(f"| {form['label']} | {name} | {weight} | {form['definition']} |")
    nothing = data["labels"]["none"]["definition"]
    lines.append(f"| none | | – | {nothing} |")
    return "\n".join([*lines, "", f"Source of the weights: {data['source']}.", ""])


def verbs():
    """Give the verbs of the command line and what each does."""
    lines = [
        f"| `servanda {name}` | {verb.get_short_help_str(120)} |"
        for name, verb in main.commands.items()
    ]
    return "\n".join(["| verb | what it does |", "| --- | --- |", *lines, ""])


def figures():
    """Give the figures of each shipped model, as its meta.json has them."""
    metas = [json.loads(p.read_text("utf-8")) for p in sorted(ROOT.glob("models/*/meta.json"))]
    blocks = [_measured(m["name"], m["performance"]) for m in metas if m.get("performance")]
    return "\n\n".join(blocks or ["No model is shipped with measured figures yet."]) + "\n"


def _measured(name, found):
    how = "as it is, on treaties it was not fitted to"
    if found["folds"]:
        how = f"refitted {found['folds']} times, each time without the treaties then labelled"
    where = f"{found['units']:,} units of {found['treaties']} treaties (`{found['corpus']}`)"
    lines = [
        f"`{name}` on {where}, {how}:",
        "",
        "| figure | value | 95 % over treaties |",
        "| --- | ---: | ---: |",
    ]
    for key, row in found["figures"].items():
        interval = "" if row["low"] is None else f"{row['low']:.3f} to {row['high']:.3f}"
        lines.append(f"| {FIGURES.get(key, key)} | {row['value']:.3f} | {interval} |")
    labels = ", ".join(f"{label} {value:.3f}" for label, value in found["label_f1"].items())
    others = ", ".join(f"{key} {value:.3f}" for key, value in found["baselines_macro_f1"].items())
    return "\n".join([*lines, "", f"F1 by label: {labels}.", f"Macro-F1 of baselines: {others}."])


@contextlib.contextmanager
def workplace():
    """Work in a folder of its own that shows the samples, so that examples may write files."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("corpora").symlink_to(ROOT / "corpora")
        yield


def session(block):
    """Run the lines after >>> and give them with their output."""
    names, done = {"__name__": "__main__"}, []
    for line in re.findall(r"^>>> (.*)$", block, re.MULTILINE):
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            exec(codeop.compile_command(line, "README.md", "single"), names)
        shown = [line.rstrip() for line in output.getvalue().splitlines()]
        done += [f">>> {line}", *shown]
    return "\n".join([*done, ""])


def typed(block):
    """Run the lines after $ and give them with their output."""
    return "".join(
        f"$ {line}\n{shell(line)}" for line in re.findall(r"^\$ (.*)$", block, re.MULTILINE)
    )


def shell(line):
    """Give what a line prints in bash, where servanda is this tree's."""
    program = f'set -eo pipefail; servanda() {{ "{sys.executable}" -m servanda.cli "$@"; }}; '
    place = {"PYTHONPATH": str(ROOT / "pipeline"), "COLUMNS": "92"}
    run = subprocess.run(
        ["bash", "-c", program + line],
        env={**os.environ, **place},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if run.returncode:
        raise RuntimeError(f"'{line}' in README.md failed: {run.stderr}")
    return run.stdout


BLOCKS = {"table": table, "verbs": verbs, "scale": scale, "figures": figures}

if __name__ == "__main__":
    README.write_text(build(README.read_text("utf-8")), "utf-8")
