from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from eval.program.options import parse
from index.errors import InputError


class TestOptions:
    def test_are_never_changed(self):
        options = parse("p", ["set.jsonl", "-s", "a", "-s", "b", "--model", "m"])
        assert options.sources == (Path("a"), Path("b"))
        assert options.models == ("m",)
        with pytest.raises(FrozenInstanceError):
            options.sources = ()

    @pytest.mark.parametrize(
        ("arguments", "named"),
        [
            ([], "neither SET nor --compare"),
            (["x", "--compare", "a", "b"], "SET and --compare"),
            (["x", *["--model", "m"] * 3], "more than two --model"),
            (["x", "--answers", "a", "--no-context"], "--answers and --no-context"),
        ],
    )
    def test_that_contradict_each_other_are_refused_by_name(self, arguments, named):
        with pytest.raises(InputError) as error:
            parse("p", arguments)
        assert str(error.value).startswith(f"{named}: cannot be")
