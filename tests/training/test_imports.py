import json

import pytest

from servanda.errors import CorpusError
from servanda.training import read_units, write_units
from servanda.training.exports import FORMS
from servanda.training.unit import Unit

TEXT = "Each Party shall, as appropriate, publish its laws."
NORM = (11, 16, "qualified")
UNIT = Unit("u1", TEXT, "qualified", (NORM,), "t9")


@pytest.fixture
def written(tmp_path):
    def write(content, name="units.jsonl"):
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
        return path

    return write


@pytest.mark.parametrize("form", FORMS)
def test_imports_read_what_exports_write(tmp_path, form):
    path = tmp_path / f"units.{'csv' if form == 'csv' else 'jsonl'}"
    write_units([UNIT], path, form)
    (unit,) = read_units(path)
    assert (unit.id, unit.text, unit.label) == ("u1", TEXT, "qualified")
    assert unit.norms == (None if form == "csv" else (NORM,))


@pytest.mark.parametrize(
    "record",
    [
        {"text": TEXT, "spans": [{"start": 11, "end": 16, "label": "qualified"}]},
        {"text": TEXT, "label": [[11, 16, "qualified"]]},
        {"text": TEXT, "labels": [[11, 16, "qualified"]]},
        {
            "text": TEXT,
            "entities": [{"start_offset": 11, "end_offset": 16, "label": "qualified"}],
            "relations": [],
        },
        [
            {
                "data": {"text": TEXT},
                "annotations": [
                    {"result": [{"value": {"start": 11, "end": 16, "labels": ["qualified"]}}]}
                ],
            }
        ],
    ],
)
def test_imports_tools_spans(written, record):
    (unit,) = read_units(written(record))
    assert unit.norms == (NORM,)
    assert unit.label == "qualified"


def test_imports_csv_of_another_locale(written):
    (unit,) = read_units(written('text;label\n"Each Party; shall act.";obligation\n', "a.csv"))
    assert unit.text == "Each Party; shall act."
    assert unit.norms is None


def test_imports_mapping_translates_other_labels(written):
    mapping = written('[labels]\n"duty" = "obligation"\n', "mapping.toml")
    (unit,) = read_units(written({"text": TEXT, "label": "duty"}), mapping)
    assert unit.label == "obligation"


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        ("text,strength\nWe shall act.,obligation\n", "a.csv", "no column 'label'"),
        ("", "a.csv", "holds no units"),
        ("text,label\n", "a.csv", "holds no units"),
        ({"text": TEXT, "label": "obligaton"}, "a.jsonl", "Did you mean 'obligation'"),
        ({"text": TEXT, "label": "best endeavour"}, "a.jsonl", "Did you mean 'best_endeavour'"),
        ({"text": TEXT}, "a.jsonl", "line 1: no label"),
        ({"label": "none"}, "a.jsonl", "line 1: no text"),
        ({"text": TEXT, "norms": [{"start": 1, "end": 99, "label": "none"}]}, "a.jsonl", "1:99"),
        ('{"text": ', "a.jsonl", "line 1: no JSON"),
    ],
)
def test_imports_say_what_is_wrong(written, content, name, message):
    with pytest.raises(CorpusError, match=message):
        read_units(written(content, name))


def test_imports_mapping_to_an_unknown_label_is_named(written):
    mapping = written('[labels]\n"duty" = "obligaton"\n', "mapping.toml")
    with pytest.raises(CorpusError, match=r"mapping\.toml, 'duty'"):
        read_units(written({"text": TEXT, "label": "duty"}), mapping)


def test_exports_name_the_forms():
    with pytest.raises(ValueError, match="'form' parameter"):
        write_units([UNIT], "units.xyz", "brat")
