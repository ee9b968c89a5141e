import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.service.places import place_id, read_place, read_uri, uri
from index.errors import InputError

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
OFFSETS = st.integers(0, 10**9)


class TestPlaces:
    @given(NAMES, OFFSETS, OFFSETS)
    def test_ids_and_uris_of_stretches_lead_back(self, name, start, end):
        assert read_place(place_id(name, (start, end))) == (name, (start, end))
        assert read_uri(uri(name, (start, end))) == (name, (start, end))

    @given(NAMES.filter(lambda name: "#" not in name))
    def test_uris_of_documents_lead_back(self, name):
        assert read_uri(uri(name)) == (name, None)
        assert uri(name).isascii()

    @pytest.mark.parametrize("text", ["file:///etc/passwd", "quoth://passage/a", "", "a.txt"])
    def test_other_uris_are_refused(self, text):
        with pytest.raises(InputError, match="no URI of a document"):
            read_uri(text)
