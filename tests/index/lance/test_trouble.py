"""What the engine says is understood by what went wrong, never by how somebody named a folder."""

import pytest

from index.errors import IndexUnwritableError, InputError
from index.lance.engine import Version
from index.lance.tables import MANIFEST, columns_of
from index.lance.trouble import MissingError, explained

pytest.importorskip("lance")

BUCKET = "s3://connections/dns/quota/manifest.lance"
REQUEST = "Error performing GET http://credentials:9000/connections/dns/quota/manifest.lance"


def raised(uri, reason, *, writing=False):
    with pytest.raises(Exception, match=uri) as caught, explained(uri, writing=writing):
        raise OSError(reason)
    return caught.value


class TestFolders:
    @pytest.mark.parametrize("name", ["dns", "connections", "credentials", "quota", "read-only x"])
    def test_of_any_name_may_hold_no_table(self, tmp_path, name):
        with pytest.raises(MissingError):
            Version(str(tmp_path / name / "manifest.lance"), columns_of(MANIFEST))

    def test_that_are_full_are_so_though_they_are_called_not_found(self):
        error = raised("/not found/x.lance", "/not found/x.lance/1: No space left on device")
        assert type(error) is IndexUnwritableError


class TestStorage:
    def test_where_nothing_is_yet_says_so_whatever_its_names(self):
        reason = f"Not found: dns/quota/manifest.lance/_versions: {REQUEST}/_versions in 1s"
        assert type(raised(BUCKET, reason)) is MissingError

    @pytest.mark.parametrize(
        ("reason", "says"),
        [
            (f"Not found: {REQUEST}: <Code>AccessDenied</Code>", "access is refused"),
            (f"{REQUEST}: 404 <Code>NoSuchBucket</Code>", "there is no such bucket"),
            (f"{REQUEST}: error sending request: dns error, not found", "cannot be reached"),
        ],
        ids=["refused", "bucket", "unreachable"],
    )
    def test_that_refuses_is_not_taken_for_one_that_is_empty(self, reason, says):
        error = raised(BUCKET, reason)
        assert type(error) is InputError
        assert says in str(error)
