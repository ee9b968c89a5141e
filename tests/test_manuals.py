"""What the manuals say of the code: commands, options, files, targets and imports are there."""

import ast
import importlib
import re
from functools import cache
from pathlib import Path

import pytest

from assistant.commands import cli
from assistant.commands.cli import COMMANDS
from assistant.console.parser import OneLineParser
from eval.program import commands, options

ROOT = Path(__file__).parents[1]
MANUALS = [ROOT / room / "README.md" for room in ("", "assistant", "index", "eval")]
PAGES = [*MANUALS, ROOT / "eval" / "data" / "README.md", ROOT / "SECURITY.md"]


@cache
def text_of(path):
    return path.read_text(encoding="utf-8")


def prose_of(path):
    return re.sub(r"```.*?```", "", text_of(path), flags=re.DOTALL)


def blocks(path, language):
    found = re.findall(r"^ *```(\w*)\n(.*?)^ *```$", text_of(path), re.DOTALL | re.MULTILINE)
    return [code for named, code in found if named == language]


def anchors(path):
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", prose_of(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def options_of(parser):
    return {option for action in parser._actions for option in action.option_strings} - {"-h"}


def name(path):
    return str(path.relative_to(ROOT))


class TestLinks:
    @pytest.mark.parametrize("page", PAGES, ids=name)
    def test_each_leads_to_a_file_and_a_heading_that_are_there(self, page):
        for link in re.findall(r"\]\((?!https?:)([^)]+)\)", prose_of(page)):
            file, _, anchor = link.partition("#")
            target = page.parent / file if file else page
            assert target.exists(), link
            assert not anchor or anchor in anchors(target), link

    @pytest.mark.parametrize("manual", MANUALS[1:], ids=name)
    def test_the_contents_of_a_manual_lead_to_all_its_sections(self, manual):
        contents = prose_of(manual).partition("\n## ")[0]
        assert set(re.findall(r"\]\(#([^)]+)\)", contents)) == {
            anchor for anchor in anchors(manual) if not anchor.startswith("quoth-")
        }


class TestCommands:
    @pytest.mark.parametrize("command", [f"quoth {command}" for command in COMMANDS])
    def test_the_manual_of_the_assistant_names_every_command(self, command):
        assert re.search(rf"`{command}\b", text_of(ROOT / "assistant" / "README.md"))

    @pytest.mark.parametrize(
        "command", ["quoth-eval", *(f"quoth-eval {command}" for command in commands.COMMANDS)]
    )
    def test_the_manual_of_the_evaluation_names_every_command(self, command):
        assert re.search(rf"`{command}\b", text_of(ROOT / "eval" / "README.md"))

    def test_every_option_is_told_of(self):
        parsers = cli._add_commands(OneLineParser())
        known = {
            "assistant": set().union(*map(options_of, parsers.values())),
            "eval": options_of(options._parser("quoth-eval")),
        }
        for room, every in known.items():
            manual = text_of(ROOT / room / "README.md")
            told = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", manual))
            assert every - told == set()


class TestFiles:
    @pytest.mark.parametrize("page", PAGES[:-1], ids=name)
    def test_every_file_of_the_project_that_is_named_is_there(self, page):
        paths = re.findall(r"`((?:assistant|index|eval|tests)/[\w./-]*)`", prose_of(page))
        assert [path for path in paths if not (ROOT / path).exists()] == []

    @pytest.mark.parametrize("page", PAGES, ids=name)
    def test_every_target_of_make_is_there(self, page):
        makefile = text_of(ROOT / "Makefile")
        for target in re.findall(r"(?:`|^|\$ )make ([a-z-]+)", text_of(page), re.MULTILINE):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


class TestPython:
    @pytest.mark.parametrize("manual", MANUALS, ids=name)
    def test_what_examples_import_is_there(self, manual):
        for block in blocks(manual, "python"):
            for node in ast.walk(ast.parse(block)):
                if isinstance(node, ast.ImportFrom):
                    try:
                        module = importlib.import_module(node.module)
                    except ModuleNotFoundError as error:
                        if error.name == node.module:
                            raise
                        continue  # stands on an extra that is not installed here
                    assert [
                        each.name for each in node.names if not hasattr(module, each.name)
                    ] == []
