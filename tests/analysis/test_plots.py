import re

from servanda import scores
from servanda.analysis.plots import strength_plot
from servanda.labels import LABELS


def test_plots_colours_are_variables_of_the_page(doc):
    svg = strength_plot(scores(doc), ["Section A", "Section B"])
    assert svg.startswith("<svg")
    assert not re.search(r"#[0-9a-f]{6}", svg)
    for name in ["ink", *(name for name, label in LABELS.items() if label.rank)]:
        assert f"var(--{name})" in svg


def test_plots_are_text_and_the_same_each_time(doc):
    svg = strength_plot(scores(doc), ["Section <A>", "Section B"])
    assert "Section &lt;A&gt;" in svg and "too few" in svg
    assert svg == strength_plot(scores(doc), ["Section <A>", "Section B"])


def test_plots_without_norms_are_nothing(doc):
    frame = scores(doc, level="preamble")
    assert strength_plot(frame, ["Preamble"]) == ""


def test_plots_names_with_dollar_signs_are_no_formula(doc):
    assert "$x^2$ (USD)" in strength_plot(scores(doc), ["$x^2$ (USD)", "B"])


def test_plots_of_names_in_any_script_come_without_a_warning(doc):
    assert "各缔约方" in strength_plot(scores(doc), ["各缔约方", "B"])
