"""A store in object storage, by a server of the same interface in this process."""

import urllib.request

import pytest

from index.errors import IndexDamagedError, IndexUnwritableError, InputError
from index.files.location import StoreUrl
from index.library import Library
from tests.conftest import FERRY, MILL

pytest.importorskip("lance")
server = pytest.importorskip("moto.server")

KEYS = {
    "AWS_ACCESS_KEY_ID": "key",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_REGION": "us-east-1",
    "AWS_ALLOW_HTTP": "true",
}
QUESTION = "Who was the last captain of the ferry?"


@pytest.fixture(scope="module")
def endpoint():
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def in_a_bucket(shelf, endpoint, monkeypatch, tmp_path):
    """Open the library of the shelf as it lies in a bucket of the test's own."""
    bucket = tmp_path.name.replace("_", "-").lower()
    urllib.request.urlopen(urllib.request.Request(f"{endpoint}/{bucket}", method="PUT")).close()
    for name, value in {**KEYS, "AWS_ENDPOINT": endpoint}.items():
        monkeypatch.setenv(name, value)
    load = lambda *_, **__: shelf.encoder  # noqa: E731
    where = StoreUrl.parse(f"s3://{bucket}/archive")
    return lambda: Library.open([shelf.folder], where, load=load)


def passages(library):
    return [(found.passage, found.score) for found in library.search(QUESTION)]


class TestStores:
    def test_answer_as_the_folder_does_and_are_refreshed(self, shelf, in_a_bucket):
        shelf.write(mill=MILL, ferry=FERRY)
        assert not in_a_bucket().exists()
        in_a_bucket().refresh(model="fake")
        assert passages(in_a_bucket().ready(frozen=True)) == passages(shelf.refresh())
        shelf.write(mill="The mill is a house now.")
        in_a_bucket().refresh()
        assert passages(in_a_bucket().ready(frozen=True)) == passages(shelf.refresh())
        in_a_bucket().state(thorough=True)

    def test_that_another_build_changed_meanwhile_are_left_to_that(
        self, shelf, in_a_bucket, monkeypatch
    ):
        shelf.write(mill=MILL)
        in_a_bucket().refresh(model="fake")
        shelf.write(ferry=FERRY)
        library = in_a_bucket()
        written = library._store._written_before()
        in_a_bucket().refresh()
        shelf.write(more="More of the same.")
        late = in_a_bucket()
        monkeypatch.setattr(late._store, "_written_before", lambda: written)
        with pytest.raises(IndexUnwritableError, match="another build was faster"):
            late.refresh()
        assert list(in_a_bucket().documents) == ["ferry.txt", "mill.txt"]

    def test_that_cannot_be_reached_are_told_in_a_line(self, shelf, in_a_bucket, monkeypatch):
        shelf.write(mill=MILL)
        monkeypatch.setenv("AWS_ENDPOINT", "http://127.0.0.1:9")
        with pytest.raises((InputError, IndexDamagedError)):
            in_a_bucket().refresh(model="fake", frozen=True)
