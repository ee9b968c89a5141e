import inspect
import json

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from msgspec import UNSET, UnsetType

from assistant.records import answers, failures, indexes, labels, sessions, verdicts
from assistant.records.record import MisfitError, Record, read
from assistant.records.restrictions import RestrictionRecord
from index.files.json_lines import dump, parse_object

ROOMS = (answers, failures, indexes, labels, sessions, verdicts)
KINDS = {
    kind.__name__: kind
    for room in ROOMS
    for _, kind in inspect.getmembers(room, inspect.isclass)
    if issubclass(kind, Record) and kind not in {Record, RestrictionRecord}
}
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
CHOSEN = st.just(UNSET) | st.lists(TEXTS.filter(bool), max_size=2)
st.register_type_strategy(UnsetType, st.just(UNSET))
st.register_type_strategy(
    RestrictionRecord, st.builds(RestrictionRecord, documents=CHOSEN, sections=CHOSEN)
)


class Animal(Record, frozen=True, kw_only=True):
    name: str
    legs: int | None = None
    sounds: list[str] | UnsetType = UNSET
    young: list["Animal"] | UnsetType = UNSET
    weight: float


CAT = {"name": "cat", "legs": 4, "weight": 4.5}


class TestWriting:
    def test_has_the_order_of_the_declaration_and_leaves_out_only_what_is_unset(self):
        cat = Animal(weight=4.5, name="cat", young=[Animal(name="kitten", weight=0.5)])
        assert json.dumps(cat.fields()) == (
            '{"name": "cat", "legs": null, '
            '"young": [{"name": "kitten", "legs": null, "weight": 0.5}], "weight": 4.5}'
        )


class TestReading:
    def test_is_the_inverse_of_writing(self):
        cat = Animal(name="cat", legs=4, sounds=["meow"], weight=4.5)
        assert read(Animal, json.loads(json.dumps(cat.fields()))) == cat

    def test_passes_over_fields_of_a_later_version(self):
        assert read(Animal, {"colour": 1, **CAT}) == read(Animal, CAT)

    @pytest.mark.parametrize(
        ("fields", "path"),
        [
            ({"name": "cat"}, ("weight",)),
            ({**CAT, "legs": "4"}, ("legs",)),
            ({**CAT, "legs": True}, ("legs",)),
            ({**CAT, "weight": "4"}, ("weight",)),
            ({**CAT, "sounds": ["meow", 1]}, ("sounds", 1)),
            ({**CAT, "sounds": None}, ("sounds",)),
            ({**CAT, "young": [CAT, {"name": "kitten"}]}, ("young", 1, "weight")),
            ({**CAT, "young": [{**CAT, "young": [3]}]}, ("young", 0, "young", 0)),
        ],
    )
    def test_leads_to_what_does_not_fit(self, fields, path):
        with pytest.raises(MisfitError) as caught:
            read(Animal, fields)
        assert caught.value.path == path

    def test_names_the_first_misfit_in_the_order_of_the_declaration(self):
        with pytest.raises(MisfitError) as caught:
            read(Animal, {"weight": "4", "legs": "4", "name": 3})
        assert caught.value.path == ("name",)


class TestSchemas:
    @pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
    def test_are_written_as_they_were_read(self, kind):
        @settings(max_examples=40)
        @given(st.from_type(kind))
        def check(record):
            try:
                line = dump(record.fields()).encode()
            except ValueError:
                reject()  # JSON has no form for NaN and Infinity
            again = read(kind, parse_object(line))
            assert again == record
            assert dump(again.fields()).encode() == line

        check()

    def test_are_named_and_numbered(self):
        names = sorted(filter(None, (kind.__struct_config__.tag for kind in KINDS.values())))
        assert names == [
            f"quoth.{name}/1"
            for name in ("answer", "check", "error", "index", "refresh", "verdict")
        ]

    def test_are_written_first(self):
        verdict = verdicts.VerdictRecord(
            line=3, id="q7", marker=1, document="a", state="gone", start=None, end=None
        )
        assert json.dumps(verdict.fields()) == (
            '{"schema": "quoth.verdict/1", "line": 3, "id": "q7", "marker": 1, "document": "a", '
            '"state": "gone", "start": null, "end": null}'
        )
