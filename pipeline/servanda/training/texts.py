"""Cuts the units of a stand-off corpus from the treaties that it points into."""

from itertools import groupby
from pathlib import Path

from lxml import etree

from servanda.errors import CorpusError
from servanda.training.unit import Unit, text_hash

_PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False}


def home(name):
    """Give the folder to which the treaties of a collection ("tota-0.5.0") are fetched."""
    import pooch

    return Path(pooch.os_cache("servanda")) / name


def cut_units(rows, folder, corpus, weight=1.0):
    """Yield the units of some rows, in their order.

    Parameters
    ----------
    rows : list of dict
        As `read_rows` gives them.
    folder : Path
        Of the treaties, with ``xml/pta_<treaty>.xml``.
    corpus : str
        Name of the corpus, for errors.
    weight : float, default=1.0
        Of each unit in fitting.
    """
    folder = folder / "xml" if (folder / "xml").is_dir() else folder
    if not folder.is_dir():
        raise CorpusError(
            f"The texts of '{corpus}' are not in '{folder}'. Bring them there by: "
            "servanda corpus fetch tota"
        )
    found = {}
    ordered = sorted(rows, key=lambda row: row["treaty"])
    for treaty, own in groupby(ordered, key=lambda row: row["treaty"]):
        signed, articles = _treaty(folder / f"pta_{treaty}.xml", corpus)
        for row in own:
            found[row["place"]] = _unit(row, signed, articles, weight)
    return [found[row["place"]] for row in rows]


def _unit(row, signed, articles, weight):
    if row["article_id"] not in articles:
        raise CorpusError(f"{row['place']}: treaty {row['treaty']} has no such article.")
    chapter, content = articles[row["article_id"]]
    text = " ".join(content[row["start"] : row["end"]].split())
    if text_hash(text) != row["sha256"]:
        raise CorpusError(
            f"{row['place']}: the text at these offsets is not the one that was coded. "
            "Take the version of the texts that corpus.toml names."
        )
    for start, end, _ in row["norms"]:
        if not 0 <= start < end <= len(text):
            raise CorpusError(f"{row['place']}: the norm {start}:{end} is not within the unit.")
    known = {"stratum": row["stratum"], "signed": signed, "chapter": chapter, "weight": weight}
    return Unit(row["id"], text, row["label"], row["norms"], row["treaty"], **known)


def _treaty(path, corpus):
    """Give the date of signature of a treaty, and its articles: id to (chapter, content)."""
    try:
        root = etree.parse(path, etree.XMLParser(**_PARSER)).getroot()
    except (OSError, etree.XMLSyntaxError) as error:
        raise CorpusError(
            f"'{path}' is missing or damaged, and '{corpus}' has units in it. Bring it by: "
            "servanda corpus fetch tota"
        ) from error
    articles = {}
    for article in root.iter("article"):
        chapter = next(article.iterancestors("chapter"), None)
        name = "" if chapter is None else chapter.get("name", "")
        articles[article.get("article_identifier")] = (name, "".join(article.itertext()))
    return root.findtext("meta/date_signed") or "", articles
