import pytest

from servanda import label, norms, outline
from servanda.analysis.tables import tree


def test_tables_outline_gives_sections_in_order(doc):
    frame = outline(doc)
    assert frame.index.is_unique
    assert list(frame.columns) == ["kind", "title", "number", "parent", "start", "end"]
    assert frame.loc["1"].to_dict()["title"] == "Access"
    assert doc.text[slice(*frame.loc["1.1", ["start", "end"]])].startswith("1.1 Each Party")


def test_tables_tree_indents_by_depth_and_shows_first_words(doc):
    words = tree(doc)["words"]
    assert words["section-A"] == "OPENNESS"
    assert words["1"] == "  Access"
    assert words["1.3(b)"].startswith(" " * 6 + "reduce fees")


def test_tables_norms_are_exact_slices_of_the_text(doc):
    frame = norms(doc)
    for row in frame.itertuples():
        assert doc.text[row.start : row.end] == row.operative
    assert frame.loc["1.1#1", "qualifiers"] == ["as appropriate"]
    assert frame.loc["1.1#1", "bearer"] == "Each Party"
    assert frame["inherited"].sum() == 2


def test_tables_labels_are_ordered_from_soft_to_strong(doc):
    labels = norms(doc)["label"]
    assert [labels.cat.categories[0], labels.cat.categories[-1]] == ["none", "prohibition"]
    assert labels.sort_values().index[0] == "2.2#1"  # the permission
    assert labels.max() == "prohibition"
    assert (labels > "qualified").sum() == 3


def test_tables_label_keeps_order_and_offsets():
    texts = ["The Parties shall endeavour to cooperate.", "", "The sun has set."]
    frame = label(texts, model="rules")
    assert frame["label"].to_list() == ["best_endeavour", "none", "none"]
    for norm in frame["norms"][0]:
        assert texts[0][norm["start"] : norm["end"]] == norm["operative"]


def test_tables_label_refuses_one_text():
    with pytest.raises(TypeError, match="must be several texts"):
        label("A Party may leave.")
