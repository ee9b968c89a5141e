import argparse
from pathlib import Path

import pytest

from assistant.asking import Asking
from assistant.commands.options import (
    add_answering_options,
    add_common_options,
    asking_of,
    open_assistant,
)
from assistant.console.parser import OneLineParser
from assistant.engine import Assistant


@pytest.fixture
def parser():
    parser = OneLineParser(prog="quoth ask")
    add_common_options(parser)
    add_answering_options(parser)
    return parser


class TestCommonOptions:
    def test_have_the_defaults_of_the_contract(self, parser):
        options = parser.parse_args([])
        assert (options.sources, options.index, options.model) == ([], None, None)
        assert (options.json, options.quiet, options.frozen) == (False, False, False)
        assert asking_of(options) == Asking(k=5, context=True, explain=False)

    def test_take_several_sources_in_order(self, parser):
        assert parser.parse_args(["-s", "b", "--source=a"]).sources == [Path("b"), Path("a")]

    @pytest.mark.parametrize("k", ["0", "x"])
    def test_refuse_a_k_that_is_no_whole_number_from_one_up(self, parser, capsys, k):
        with pytest.raises(SystemExit, match="2"):
            parser.parse_args(["-k", k])
        error = capsys.readouterr().err
        assert error.startswith("quoth: argument -k: must be a whole number from 1 up, not ")
        assert error.endswith("; see quoth ask --help\n")
        assert error.count("\n") == 1

    def test_refuse_an_empty_path(self, parser, capsys):
        with pytest.raises(SystemExit, match="2"):
            parser.parse_args(["-s", ""])
        assert "must not be empty" in capsys.readouterr().err


class TestOpenAssistant:
    @pytest.fixture
    def opened(self, monkeypatch):
        calls = []

        def record(sources, index, **settings):
            settings["warn"]("a file was\nskipped \x07")
            settings["progress"]("embedding", 1, 2)
            chosen = (settings[name] for name in ("model", "reader", "frozen"))
            calls.append((sources, index, *chosen))
            return "the assistant"

        monkeypatch.setattr(Assistant, "open", record)
        return calls

    def options(self, **changes):
        given = {
            "sources": [Path("a")],
            "index": None,
            "model": "m",
            "reader": None,
            "frozen": True,
        }
        given = {**given, "documents": [], "sections": [], "where": [], "newest": False}
        return argparse.Namespace(**{**given, "quiet": False, **changes})

    def test_passes_the_options_on_and_says_warnings_in_one_line(self, opened, capsys):
        assert open_assistant(self.options()) == "the assistant"
        assert opened == [([Path("a")], None, "m", None, True)]
        assert capsys.readouterr().err == "quoth: a file was skipped \\x07\n"

    def test_says_nothing_when_quiet(self, opened, capsys):
        open_assistant(self.options(quiet=True))
        assert capsys.readouterr().err == ""
