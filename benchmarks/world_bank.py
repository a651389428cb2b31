"""Hold servanda's scores against the World Bank's codes of legal enforceability.

The World Bank coded, for each trade agreement and policy area that it covers, whether the area is
not enforceable (0), enforceable in its wording but excluded from dispute settlement (1) or
enforceable (2). Here the wording (1 or 2 against 0) and the exclusion (1 against 2) are predicted
from servanda's scores of the provisions on the area, cross-validated by agreement, and the "legal
inflation" of EU and US agreements is drawn anew from these scores.

    python benchmarks/world_bank.py ../shared

writes world_bank.md and legal_inflation.svg beside this file. The agreements are annotated by the
default model, which takes some minutes; --cache FOLDER keeps what was made of them. Treaties listed
in gold/reserved_treaties.txt are left out before anything is read. --held-back is for those who may
look at them: it fits on the others and prints the figures of the reserved ones.
"""

import argparse
from pathlib import Path

import joblib
import matplotlib
import numpy as np
import pandas as pd
from scipy.stats import rankdata
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from tqdm import tqdm

import servanda
from servanda.analysis.scoring import homes
from servanda.labels import FORMS, SCHEMES
from servanda.reading import open_draft

HERE = Path(__file__).parent
TAXONOMY = "trade-areas"
FEWEST = 20  # cells that an area needs for a figure of its own
FOLDS = 10
DRAWS = 200  # resamplings of agreements for an interval
SOFT = ("effort", "exhortation", "voluntary")
WORDING = [
    "strength",
    "duties",
    "bans",
    "open_ended",
    "soft",
    "log_norms",
    "log_words",
    "log_firm",
    "log_firm_own",
    "provisions",
    "found",
    "excluded",
    "clause",
    "areas",
]
# the same once more for areas beyond the WTO, where cooperation is the rule and duties are not
BEYOND = ["beyond", *(f"{name}_beyond" for name in WORDING)]
EXCLUSION = ["excluded", "limited", "clause", "excluded_own", "log_clauses"]


def main():
    """Read the arguments, make the cells, and write or print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("shared", type=Path, help="the folder of reference material")
    parser.add_argument("--cache", type=Path, help="a folder to keep the scores of agreements in")
    parser.add_argument("--held-back", action="store_true", help="score the reserved agreements")
    options = parser.parse_args()
    reserved = (options.shared / "gold/reserved_treaties.txt").read_text("utf-8").split()
    codes = pd.read_csv(
        options.shared / "external/wb_legal_enforceability.csv", dtype={"tota_id": str}
    )
    is_reserved = codes["tota_id"].isin(reserved)
    known = cells(codes[~is_reserved], options)
    if options.held_back:
        print(held_back(known, cells(codes[is_reserved], options)))
        return
    figures = {"wording": wording(known), "exclusion": exclusion(known)}
    inflation = legal_inflation(known)
    draw(inflation, HERE / "legal_inflation.svg")
    (HERE / "world_bank.md").write_text(page(known, codes, figures, inflation), encoding="utf-8")


def cells(codes, options):
    """Give the coded cells of agreements in English, with the features of their text."""
    nlp, found = None, {}
    for treaty in tqdm(sorted(codes["tota_id"].unique(), key=int), unit="agreement"):
        kept = options.cache / f"{treaty}.joblib" if options.cache else None
        if kept and kept.exists():
            frame = joblib.load(kept)
        else:
            nlp = nlp or servanda.load()
            frame = _read(options.shared / f"corpora/tota/xml/pta_{treaty}.xml", nlp)
            if kept:
                kept.parent.mkdir(parents=True, exist_ok=True)
                joblib.dump(frame, kept)
        if frame is not None:
            found[treaty] = frame.assign(tota_id=treaty)
    made = pd.concat(found.values())
    read = codes[codes["tota_id"].isin(found)]
    joined = read.merge(made, on=["tota_id", "area"], how="left")
    whole = made.groupby("tota_id")[["areas", "log_clauses"]].first()
    joined[whole.columns] = whole.reindex(joined["tota_id"]).to_numpy()
    joined = joined.fillna({name: 0.0 for name in {*WORDING, *EXCLUSION, "firm", "hms"}})
    beyond = (joined["group"] == "WTO-X").astype(float)
    products = {f"{name}_beyond": joined[name] * beyond for name in WORDING}
    return joined.assign(beyond=beyond, **products)


def _read(path, nlp):
    """Give the features of an agreement, or None if it is in another language."""
    draft = open_draft(path)
    return features(nlp(draft.text)) if draft.metadata.get("language", "en") == "en" else None


def features(doc):
    """Give what servanda says of each area of an agreement, one row for each area."""
    found = servanda.areas(doc, TAXONOMY).dropna(subset="area")
    found["on"] = [[a, *rivals] for a, rivals in zip(found["area"], found["rivals"], strict=True)]
    placed = found.explode("on")[["on", "area"]].rename_axis("home").reset_index()
    placed["own"] = placed["on"] == placed["area"]
    starts, text = doc.spans["sections"].attrs, doc.text  # spaCy joins the text at each call
    placed["words"] = [
        len(text[starts[i]["start"] : starts[i]["end"]].split()) for i in placed["home"]
    ]
    at = homes(doc, found.index)
    norms = servanda.norms(doc).query("not inherited and label != 'none'")
    norms = norms.join(servanda.coverage(doc)[["coverage"]])
    norms["home"] = norms["section"].map(at)
    clauses = servanda.carveouts(doc)
    placed["clause"] = placed["home"].isin(set(clauses.index.map(at)))
    joined = placed[["home", "on", "own"]].merge(norms, on="home")
    rows = [
        {"area": area, **_features(group, joined[joined["on"] == area])}
        for area, group in placed.groupby("on")
    ]
    frame = pd.DataFrame(rows)
    return frame.assign(areas=float(len(frame)), log_clauses=np.log1p(len(clauses)))


def _features(provisions, norms):
    """Give the features of one area from its provisions and norms."""
    forms = norms["form"]
    weights = forms.map({name: form.weight for name, form in FORMS.items()}).astype(float)
    scored, own = weights.notna(), norms["own"]
    firm = forms.isin(["duty", "ban"])
    binary = forms.map(SCHEMES["horn-mavroidis-sapir"].weights).astype(float)
    return {
        "found": 1.0,
        "provisions": np.log1p(len(provisions)),
        "log_words": np.log1p(provisions["words"].sum()),
        "clause": float(provisions["clause"].any()),
        "strength": weights.mean(),
        "hms": binary.mean(),
        "firm": float(firm.sum()),
        "duties": (forms[scored] == "duty").mean(),
        "bans": (forms[scored] == "ban").mean(),
        "open_ended": (forms[scored] == "open-ended").mean(),
        "soft": forms[scored].isin(SOFT).mean(),
        "log_norms": np.log1p(len(norms)),
        "log_firm": np.log1p(firm.sum()),
        "log_firm_own": np.log1p((firm & own).sum()),
        "excluded": (norms["coverage"] == "excluded").mean(),
        "limited": (norms["coverage"] == "limited").mean(),
        "excluded_own": (norms.loc[own, "coverage"] == "excluded").mean(),
    }


def _model(columns, by_area):
    """Give a logistic regression on some features, and on the area if asked."""
    parts = [(StandardScaler(), columns)]
    parts += [(OneHotEncoder(handle_unknown="ignore"), ["area"])] if by_area else []
    weak = 0.1 if by_area or "beyond" in columns else 0.3
    return make_pipeline(make_column_transformer(*parts), LogisticRegression(C=weak, max_iter=3000))


def _predicted(frame, truth, columns, by_area):
    """Give the probability of each cell, from a model that has not seen its agreement."""
    model, folds = _model(columns, by_area), GroupKFold(FOLDS)
    return cross_val_predict(
        model, frame, truth, groups=frame["tota_id"], cv=folds, method="predict_proba"
    )[:, 1]


def measured(frame, truth, score):
    """Give the pooled AUC of a score and the mean of those within areas, with 95 % intervals."""
    table = pd.DataFrame(
        {
            "treaty": frame["tota_id"].to_numpy(),
            "area": frame["area"].to_numpy(),
            "truth": np.asarray(truth, int),
            "score": np.asarray(score, float),
        }
    )
    counts = table.groupby("area")["truth"].agg(["size", "nunique"])
    chosen = counts.index[(counts["size"] >= FEWEST) & (counts["nunique"] == 2)]
    within = {area: auc(table[table["area"] == area]) for area in chosen}
    rows = {treaty: group for treaty, group in table.groupby("treaty")}
    generator, drawn = np.random.default_rng(0), []
    for _ in range(DRAWS):
        again = pd.concat([rows[each] for each in generator.choice(list(rows), len(rows))])
        inside = [auc(group) for area, group in again.groupby("area") if area in within]
        drawn.append((auc(again), np.nanmean(inside)))
    low, high = np.percentile(drawn, [2.5, 97.5], axis=0)
    return {
        "cells": len(table),
        "pooled": (auc(table), low[0], high[0]),
        "within": (float(np.mean(list(within.values()))), low[1], high[1]),
        "areas": within,
    }


def auc(table):
    """Give the area under the ROC curve, from ranks; missing if there is one class alone."""
    ones = table["truth"].to_numpy() == 1
    many, few = ones.sum(), (~ones).sum()
    if not many or not few:
        return np.nan
    ranks = rankdata(table["score"].to_numpy())
    return (ranks[ones].sum() - many * (many + 1) / 2) / (many * few)


def wording(frame):
    """Give the figures of each way to tell 2 and 1 from 0."""
    truth = (frame["legal_enforceability"] > 0).astype(int)
    scores = {
        "strength alone, nothing fitted": frame["strength"],
        "number of firm norms alone, nothing fitted": frame["firm"],
        "servanda's scores": _predicted(frame, truth, WORDING, False),
        "the same, by group of areas": _predicted(frame, truth, WORDING + BEYOND, False),
        "the same, and the area": _predicted(frame, truth, WORDING + BEYOND, True),
        "the area alone": _predicted(frame, truth, [], True),
    }
    found = {name: measured(frame, truth, score) for name, score in scores.items()}
    there = (frame["found"] > 0).to_numpy()
    score = np.asarray(scores["servanda's scores"])[there]
    found["servanda's scores, where text on the area was found"] = measured(
        frame[there], truth[there], score
    )
    return found


def exclusion(frame):
    """Give the figures of each way to tell 1 from 2 among enforceable areas."""
    frame = frame[frame["legal_enforceability"] > 0]
    truth = (frame["legal_enforceability"] == 1).astype(int)
    plain = frame["excluded"] + frame["limited"] + frame["clause"]
    scores = {
        "share excluded or limited, clause in the area; nothing fitted": plain,
        "servanda's coverage": _predicted(frame, truth, EXCLUSION, False),
        "servanda's coverage and the area": _predicted(frame, truth, EXCLUSION, True),
        "the area alone": _predicted(frame, truth, [], True),
    }
    return {name: measured(frame, truth, score) for name, score in scores.items()}


def held_back(known, other):
    """Give the figures of reserved agreements by models fitted on all others."""
    rows = []
    for name, columns, keep, least in (
        ("2 and 1 against 0", WORDING + BEYOND, -1, 0),
        ("1 against 2", EXCLUSION, 0, None),
    ):
        for by_area in (False, True):
            fit, test = (f[f["legal_enforceability"] > keep] for f in (known, other))
            ours, theirs = (
                (f["legal_enforceability"] > 0 if least == 0 else f["legal_enforceability"] == 1)
                for f in (fit, test)
            )
            score = _model(columns, by_area).fit(fit, ours).predict_proba(test)[:, 1]
            result = measured(test, theirs, score)
            rows.append((name, by_area, result["cells"], result["pooled"][0], result["within"][0]))
    return pd.DataFrame(rows, columns=["task", "with area", "cells", "pooled", "within"])


def legal_inflation(frame):
    """Give the areas beyond the WTO of EU and US agreements: covered, binding, enforceable.

    An area is binding if half of its norms count in the scheme of Horn, Mavroidis and Sapir and
    one at least is a firm duty or ban; it is enforceable if besides no clause excludes half of it
    from dispute settlement.
    """
    beyond = frame[frame["group"] == "WTO-X"]
    name = beyond["agreement"].str
    european = name.match(r"E[CU]\b") & ~name.match(r"EC Treaty|E[CU] \(\d+\)|EEA")
    american = name.match(r"US\b") | name.contains(r"NAFTA|CAFTA|- US\b|- United States")
    rows = []
    for label, chosen in (("EU", european), ("US", american)):
        group = beyond[chosen]
        count = group["tota_id"].nunique()
        binding = (group["hms"] >= 0.5) & (group["firm"] > 0)
        enforced = binding & (group["excluded"] < 0.5)
        coded = group["legal_enforceability"]
        rows.append(
            {
                "agreements": label,
                "number": count,
                "covered": len(group) / count,
                "binding": binding.sum() / count,
                "enforceable": enforced.sum() / count,
                "coded binding": (coded > 0).sum() / count,
                "coded enforceable": (coded == 2).sum() / count,
            }
        )
    return pd.DataFrame(rows).set_index("agreements")


def draw(inflation, path):
    """Draw areas covered, binding and enforceable for EU and US agreements."""
    matplotlib.use("svg")
    # text as text, and the same figures give the same file
    matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "servanda"})
    from matplotlib import pyplot as plt

    names = ["covered", "binding", "enforceable", "coded binding", "coded enforceable"]
    colors = ["#c9ccd1", "#1b5e9b", "#7db8ee", "#7a5300", "#e3b554"]
    figure, axes = plt.subplots(figsize=(6.4, 3.2))
    for at, (name, color) in enumerate(zip(names, colors, strict=True)):
        places = np.arange(len(inflation)) + (at - 2) * 0.16
        bars = axes.bar(places, inflation[name], width=0.15, color=color, label=name)
        axes.bar_label(bars, fmt="%.1f", fontsize=7)
    axes.set_xticks(range(len(inflation)), [f"{n} ({c})" for n, c in inflation["number"].items()])
    axes.set_ylabel("WTO-X areas per agreement")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, fontsize=7)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)


def page(frame, codes, figures, inflation):
    """Give the page of results as Markdown."""
    coded = frame["legal_enforceability"].value_counts()
    by_area = figures["wording"]["servanda's scores"]["areas"]
    ranked = sorted(by_area.items(), key=lambda item: -item[1])
    return PAGE.format(
        cells=len(frame),
        agreements=frame["tota_id"].nunique(),
        two=coded[2],
        one=coded[1],
        none=coded[0],
        folds=FOLDS,
        fewest=FEWEST,
        left_out=len(codes) - len(frame),
        wording=_rows(figures["wording"]),
        exclusion=_rows(figures["exclusion"]),
        within=", ".join(f"{area} {value:.2f}" for area, value in ranked),
        inflation="\n".join(
            f"| {name} | {row['EU']:.1f} | {row['US']:.1f} |"
            for name, row in inflation.drop(columns="number").T.iterrows()
        ),
        eu=inflation.loc["EU", "number"],
        us=inflation.loc["US", "number"],
        eu_share=inflation.loc["EU", "binding"] / inflation.loc["EU", "covered"],
        us_share=inflation.loc["US", "binding"] / inflation.loc["US", "covered"],
        eu_coded=inflation.loc["EU", "coded binding"] / inflation.loc["EU", "covered"],
        us_coded=inflation.loc["US", "coded binding"] / inflation.loc["US", "covered"],
    )


def _rows(results):
    return "\n".join(
        f"| {name} | {each['cells']:,} | {_interval(*each['pooled'])} | "
        f"{_interval(*each['within'])} | {len(each['areas'])} |"
        for name, each in results.items()
    )


def _interval(value, low, high):
    return f"{value:.3f} ({low:.2f} to {high:.2f})"


PAGE = """# Legal enforceability as the World Bank codes it

Written by `python benchmarks/world_bank.py ../shared`; do not edit.

The World Bank's coders said of each policy area that a trade agreement covers whether it is
enforceable (2), enforceable in wording but excluded from dispute settlement (1) or not enforceable
(0) [^1]. Here are {cells:,} such cells of {agreements} agreements in English: {two:,} coded 2,
{one:,} coded 1, {none:,} coded 0. {left_out:,} cells of reserved agreements and of agreements in
other languages are left out. What is fitted is a logistic regression on a dozen of servanda's
scores of the provisions on the area, cross-validated in {folds} folds of whole agreements. In
parentheses 95 % over resampled agreements. Areas of fewer than {fewest} cells or of one
code have no figure of their own.

## Enforceable wording: 2 and 1 against 0

| predicted from | cells | AUC, pooled | mean AUC within areas | areas |
| --- | ---: | ---: | ---: | ---: |
{wording}

The group of an area is within the WTO's mandate (WTO+) or beyond it (WTO-X): scores weigh
differently in either. Two regular expressions on agreements that could be matched by name reach
0.77 pooled, over fewer cells. Within areas, from servanda's scores: {within}.

## Exclusion from dispute settlement: 1 against 2

| predicted from | cells | AUC, pooled | mean AUC within areas | areas |
| --- | ---: | ---: | ---: | ---: |
{exclusion}

## What these figures do not say

- Most of what can be predicted lies between areas: tariffs are enforceable nearly everywhere,
  cultural cooperation nearly nowhere, and the area alone, with no text read, reaches the figure in
  its row (its mean within areas is below one half because a fold's agreements are held out of the
  rates by which they are judged). The mean within areas is what the wording adds.
- Strength alone, unfitted, tells enforceable areas from others only a little better than chance.
  What tells them is how much text there is, how many duties and bans are firm, how many norms are
  effort or open-ended, and that somebody took the trouble to exclude it from dispute settlement.
- We do not know which provisions the coders read for an area. Ours are those that a list of cues
  assigns to it; where no provision is found, as in the cells that the last row of the first table
  leaves out, the model knows no more than that.
- The collection of texts has lost annexes, schedules, side letters and the headings of sections
  within chapters. An exclusion of "this Section" then reaches its own article alone.
- The coders judge more than wording: a chapter may count as enforceable for one firm duty in it,
  or as not enforceable although every sentence says "shall cooperate".
- The features were chosen on the agreements shown here. Reserved agreements took no part in it.

## Legal inflation

Horn, Mavroidis and Sapir found that agreements of the European Union cover many more areas beyond
the WTO than those of the United States, and that far fewer of them bind. The same from servanda's
scores, of the areas that the World Bank's coders found covered: an area is binding if at least half
of its norms are firm or qualified duties (their scheme) and one is firm, and enforceable if no
clause excludes half of it or more from dispute settlement.

![Areas beyond the WTO per agreement](legal_inflation.svg)

| areas per agreement | EU ({eu} agreements) | US ({us}) |
| --- | ---: | ---: |
{inflation}

By servanda's scores {eu_share:.0%} of the areas that EU agreements cover bind, and {us_share:.0%}
of those in US agreements; by the coders {eu_coded:.0%} and {us_coded:.0%}. The direction is the
same, the gap smaller. Among EU areas that the coders find loose and servanda does not, much is
worded as "dialogue shall take place" or "cooperation shall be carried out", which servanda reads as
firm and the coders do not; and some provisions are put into the area by a cue alone. US chapters on
labour and environment that are excluded but for one article count as excluded here; the coders
count many of them as enforceable, for that article.

[^1]: Hofmann, C., Osnago, A. and Ruta, M. (2017), Horizontal Depth: A New Database on the Content
    of Preferential Trade Agreements, World Bank WPS 7981, after Horn, H., Mavroidis, P. and Sapir,
    A. (2010), Beyond the WTO? An Anatomy of EU and US Preferential Trade Agreements.
"""


if __name__ == "__main__":
    main()
