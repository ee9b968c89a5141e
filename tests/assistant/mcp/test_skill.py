"""What agents are told of the program in ``SKILL.md``: the commands and options are there."""

import re
from pathlib import Path

from assistant.commands import cli
from assistant.console.parser import OneLineParser
from assistant.judging.judge import Verdict

SKILL = (Path(__file__).resolve().parents[3] / "SKILL.md").read_text(encoding="utf-8")


class TestTheSkill:
    def test_names_commands_that_there_are_with_options_that_they_have(self):
        parsers = cli._add_commands(OneLineParser())
        lines = re.findall(r"quoth (\w+)((?: [^\n`]*)?)", SKILL)
        assert len(lines) >= 4
        for command, rest in lines:
            options = re.findall(r"(?<= )--?[a-z][a-z-]*", rest)
            assert [
                each for each in options if each not in parsers[command]._option_string_actions
            ] == []

    def test_names_every_verdict(self):
        assert [verdict for verdict in Verdict if f"`{verdict.value}`" not in SKILL] == []

    def test_begins_with_what_it_is_for(self):
        assert re.match(r"---\nname: quoth\ndescription: .{100,}\n---\n", SKILL)
