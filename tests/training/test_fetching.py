import functools
import http.server
import shutil
import threading

import pytest

from servanda.errors import CorpusError
from servanda.training import fetch, fetching


@pytest.fixture
def source(tmp_path, monkeypatch):
    """Give a folder with two files that stand for a collection."""
    folder = tmp_path / "source"
    (folder / "xml").mkdir(parents=True)
    for name in ("1", "2"):
        (folder / "xml" / f"pta_{name}.xml").write_text(f"<treaty>{name}</treaty>")
    files = {f"xml/{file.name}": fetching._checksum(file) for file in (folder / "xml").iterdir()}
    monkeypatch.setattr(fetching, "checksums", lambda name: files)
    return folder


@pytest.fixture
def server(source):
    """Give the address of a server of these files on this machine, and what was asked of it."""
    asked = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args):
            asked.append(self.path)

    handler = functools.partial(Handler, directory=str(source))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", asked
        server.shutdown()


def test_fetching_from_a_local_copy(source, tmp_path):
    target = fetch("tota", source, tmp_path / "target")
    assert (target / "xml" / "pta_2.xml").read_text() == "<treaty>2</treaty>"


def test_fetching_goes_on_where_it_stopped(server, tmp_path):
    url, asked = server
    target = fetch("tota", target=tmp_path / "target", url=url)
    assert len(asked) == 2
    (target / "xml" / "pta_1.xml").write_text("torn")
    fetch("tota", target=tmp_path / "target", url=url)
    assert asked[2:] == ["/xml/pta_1.xml"]
    assert (target / "xml" / "pta_1.xml").read_text() == "<treaty>1</treaty>"


def test_fetching_refuses_another_version(source, server, tmp_path):
    (source / "xml" / "pta_2.xml").write_text("<treaty>new</treaty>")
    with pytest.raises(CorpusError, match="pinned version"):
        fetch("tota", source, tmp_path / "a")
    with pytest.raises(CorpusError, match=r"pta_2\.xml' cannot be fetched"):
        fetch("tota", target=tmp_path / "b", url=server[0])


def test_fetching_without_network_says_what_to_do(source, tmp_path):
    with pytest.raises(CorpusError, match="--from DIR"):
        fetch("tota", target=tmp_path / "target", url="http://127.0.0.1:9/")


def test_fetching_missing_file_and_unknown_collection(source, tmp_path):
    shutil.rmtree(source / "xml")
    with pytest.raises(CorpusError, match="is not there"):
        fetch("tota", source, tmp_path / "target")
    with pytest.raises(CorpusError, match="Collections: tota"):
        fetch("gatt")


def test_fetching_checksums_are_those_of_all_treaties():
    known = fetching.checksums("tota")
    assert len(known) == 450
    assert all(len(checksum) == 64 for checksum in known.values())
