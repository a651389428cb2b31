import pytest

from servanda.batch.inputs import find_inputs
from servanda.errors import ReadError


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Go to a folder with a few files."""
    monkeypatch.chdir(tmp_path)
    for name in ("b.txt", "a.md", "notes.tex", ".hidden.txt", "sub/c.docx", "out/norms/x.json"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words", "utf-8")
    return tmp_path


def names(paths, **options):
    return [each.document for each in find_inputs(paths, **options)]


def test_inputs_of_a_folder_are_its_readable_files_in_order(place):
    assert names(["."], without="out") == ["a.md", "b.txt", "sub/c.docx"]
    assert names([place / "sub"]) == [f"{place.as_posix()}/sub/c.docx"]


def test_inputs_come_in_the_order_given_and_none_twice(place):
    assert names(["b.txt", "./b.txt", "*.md", "sub/../a.md", "gone.txt"]) == [
        *("b.txt", "a.md", "gone.txt"),
    ]


def test_inputs_of_a_pattern(place):
    assert names(["**/*.docx"]) == ["sub/c.docx"]
    (place / "odd[1].txt").write_text("words")
    assert names(["odd[1].txt"]) == ["odd[1].txt"]


def test_inputs_of_a_manifest_carry_its_columns(place):
    (place / "sub/list.csv").write_text(
        'path;title;date\nc.docx;"Pact; second";2019\n../a.md;;\n', "utf-8-sig"
    )
    first, second = find_inputs(["sub/list.csv"])
    assert (first.document, first.given) == (
        "sub/c.docx",
        {"title": "Pact; second", "date": "2019"},
    )
    assert (second.document, second.given) == ("a.md", {"title": "", "date": ""})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("file,title\na.md,x\n", "no column 'path'"),
        ("path,title\n", "has no rows"),
        ("path,title\n,x\n", "Row 2 of the manifest"),
    ],
)
def test_inputs_of_a_manifest_that_is_none(place, content, said):
    (place / "list.csv").write_text(content, "utf-8")
    with pytest.raises(ReadError, match=said):
        find_inputs(["list.csv"])


def test_inputs_that_are_none(place):
    for path, said in [
        ("-", "not standard input"),
        ("*.pdf", "No file matches"),
        ("gone.csv", "cannot be read"),
        ("out/norms/nothing-*", "No file matches"),
    ]:
        with pytest.raises(ReadError, match=said):
            find_inputs([path])
    (place / "list.csv").write_bytes(b"path\n\xff\xfe\n")
    with pytest.raises(ReadError, match="not in UTF-8"):
        find_inputs(["list.csv"])
