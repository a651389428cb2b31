"""The card of a model: what it learned from, how well it does, where it fails."""

import json
from pathlib import Path

from servanda.errors import ModelError

_LIMITS = """\
- Coded by language models after a codebook, not by practising lawyers; see the corpora's cards.
- The units were mostly drawn to be hard. On all sentences of a treaty it is right more often.
- It reads one sentence at a time: what another article takes away, it does not see.
- Figures hold for trade agreements in the language above; other treaties are worded otherwise."""


def write_card(folder):
    """Write the README of a model folder from its ``meta.json``."""
    folder = Path(folder)
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    about = json.loads((folder / "strength" / "estimator.json").read_text("utf-8"))
    training, performance = meta["training"], meta.get("performance") or {}
    corpora = "\n".join(
        f"| {name} | {entry['units']:,} | {entry['licence']} | `{entry['sha256'][:12]}` |"
        for name, entry in training["corpora"].items()
    )
    card = f"""# {meta["name"]}

{meta["description"]}. It says of each clause that carries an operative word how strongly it
binds: {", ".join(training["labels"])}.

| | |
| --- | --- |
| language | {meta["lang"]} |
| recipe, seed | {training["recipe"]}, {training["seed"]} |
| licence | {meta["license"]} |
| made with | servanda {about["servanda"]}, scikit-learn {about.get("scikit-learn", "–")} |
| estimator | `{about.get("sha256", "rules")}` |

## Learned from

| corpus | units | licence | checksum |
| --- | ---: | --- | --- |
{corpora}

{len(training["treaties"]):,} treaties; which, stands in `meta.json`. No text of a treaty is in the
model; it holds weights of hashed words.

## How well it does

{_performance(performance)}

## Limits

{_LIMITS}
"""
    (folder / "README.md").write_text(card, "utf-8")


def record_figures(evaluation, folder):
    """Put the figures of an evaluation into a model's ``meta.json`` and card."""
    path = Path(folder) / "meta.json"
    if not path.is_file():
        raise ModelError(f"'{folder}' is not the folder of a model, so nothing is recorded in it.")
    meta = json.loads(path.read_text("utf-8"))
    rounded = evaluation.figures.round(4).astype(object)
    figures = rounded.where(rounded.notna(), None).to_dict("index")
    labels = {name: round(value, 4) for name, value in evaluation.labels["f1"].items()}
    baselines = evaluation.comparison["macro_f1"].drop("model").round(4).to_dict()
    meta["performance"] = {
        **evaluation.about,
        "figures": figures,
        "label_f1": labels,
        "baselines_macro_f1": baselines,
    }
    path.write_text(json.dumps(meta, indent=2, ensure_ascii=False) + "\n", "utf-8")
    write_card(folder)


def _performance(performance):
    if not performance:
        return "Not measured. `servanda evaluate MODEL CORPUS --folds 5 --record` does it."
    how = (
        f"refitted {performance['folds']} times, each time without the treaties then labelled"
        if performance["folds"]
        else "the model as it is, on treaties it was not fitted to"
    )
    where = f"{performance['units']:,} units of {performance['treaties']} treaties"
    lines = [
        f"On {where} of `{performance['corpus']}`, {how}.",
        "Intervals: 95 % of bootstrap samples of treaties.",
        "",
        "| figure | value | interval |",
        "| --- | ---: | ---: |",
    ]
    for name, row in performance["figures"].items():
        interval = "" if row["low"] is None else f"{row['low']:.3f} to {row['high']:.3f}"
        lines.append(f"| {name.replace('_', ' ')} | {row['value']:.3f} | {interval} |")
    lines += ["", "| label | F1 |", "| --- | ---: |"]
    lines += [f"| {name} | {value:.3f} |" for name, value in performance["label_f1"].items()]
    lines += ["", "| macro-F1 of baselines | |", "| --- | ---: |"]
    baselines = performance["baselines_macro_f1"]
    lines += [f"| {name} | {value:.3f} |" for name, value in baselines.items()]
    return "\n".join(lines)
