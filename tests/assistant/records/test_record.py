import inspect
import json

import pytest
from msgspec import UNSET, UnsetType

from assistant.records import answers, failures, indexes, labels, sessions, verdicts
from assistant.records.record import MisfitError, Record, read

ROOMS = (answers, failures, indexes, labels, sessions, verdicts)
SCHEMAS = [
    kind
    for room in ROOMS
    for _, kind in inspect.getmembers(room, inspect.isclass)
    if issubclass(kind, Record) and kind.__struct_config__.tag
]


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
    def test_are_named_and_numbered(self):
        names = sorted({kind.__struct_config__.tag for kind in SCHEMAS})
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
