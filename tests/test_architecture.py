"""What no single module shows: what is imported when, how long code is, what it says, how it is drawn."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
FILES = [
    path
    for folder in ("assistant", "index", "eval", "quoth")
    for path in sorted((ROOT / folder).rglob("*.py"))
]
FACES = {"commands", "console", "tui", "web", "serve", "mcp", "__main__.py"}
BELOW_FACES = [
    path
    for path in FILES
    if path.relative_to(ROOT).parts[0] == "index"
    or (
        path.relative_to(ROOT).parts[0] == "assistant"
        and not FACES & {*path.relative_to(ROOT).parts}
    )
]
LONGEST_FILE = 300
LONGEST_FUNCTION = 50


def imported(*arguments):
    """Return the packages that ``python -m assistant`` imports, and what it prints."""
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "assistant", *arguments],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=120,
    )
    modules = re.findall(r"^import time:.*\| +([\w.]+)$", run.stderr, re.MULTILINE)
    return {module.partition(".")[0] for module in modules}, run.stdout


class TestImports:
    def test_help_needs_nothing_heavy(self):
        packages, shown = imported("--help")
        assert "Answers questions about documents" in shown
        assert {"assistant", "argparse"} <= packages
        heavy = {"torch", "faiss", "textual", "onnxruntime", "numpy", "sentence_transformers"}
        assert not packages & heavy

    def test_asking_an_index_that_is_there_needs_no_model_library(self, article_index):
        """Building it needs them once, to export the model."""
        packages, shown = imported(
            "ask", "Who is Malashenko?", "--frozen", "--index", str(article_index)
        )
        assert "Malashenko" in shown
        assert {"assistant", "onnxruntime"} <= packages
        assert not packages & {"torch", "sentence_transformers", "transformers"}


class TestLengths:
    def test_all_code_is_looked_at(self):
        assert {"cli.py", "store.py", "harness.py"} <= {path.name for path in FILES}

    def test_every_file_is_short(self):
        lengths = {path: len(path.read_text("utf-8").splitlines()) for path in FILES}
        assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}

    def test_every_function_is_short(self):
        too_long = {
            (path, node.name)
            for path in FILES
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
        }
        assert too_long == set()


def said(path):
    """Return the strings of a module that are no documentation."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node not in documentation
    ]


class TestWords:
    """Errors carry data; the faces word them."""

    def test_no_layer_below_the_faces_names_a_command_or_an_option(self):
        named = re.compile(
            r"(?<![\w-])--[a-z]|\bquoth (ask|batch|chat|find|index|judge|mcp|serve|verify)\b|pip install"
        )
        found = [(path, text) for path in BELOW_FACES for text in said(path) if named.search(text)]
        assert found == []


class TestMap:
    """The rooms that the README draws, below the layers that begin a line."""

    def drawn(self):
        readme = (ROOT / "README.md").read_text(encoding="utf-8")
        layer = ""
        for line in re.search(r"^```\n(index/ .*?)^```$", readme, re.DOTALL | re.MULTILINE)[
            1
        ].splitlines():
            path = line.split()[0]
            layer = layer if line.startswith("  ") else path
            yield path if path == layer else layer + path

    def test_it_shows_every_room(self):
        rooms = {
            f"{layer}/{room.name}/"
            for layer in ("assistant", "index", "eval")
            for room in (ROOT / layer).iterdir()
            if (room / "__init__.py").exists()
        }
        assert len(rooms) > 20
        assert rooms - {*self.drawn()} == set()

    def test_it_shows_nothing_that_is_not_there(self):
        assert [path for path in self.drawn() if not (ROOT / path).exists()] == []


class TestSecurity:
    def named(self):
        """Return the files of tests that SECURITY.md names, each with the classes behind it."""
        text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
        rows = re.findall(r"^\| *\d+ \|.*\| (.*) \|$", text, re.MULTILINE)
        for row in rows:
            folder = ROOT / "tests"
            for name, classes in re.findall(r"`([\w/]+\.py)`((?:[:,] `Test\w+`)*)", row):
                path = ROOT / "tests" / name
                path = path if path.exists() else folder / name
                folder = path.parent
                yield path, re.findall(r"Test\w+", classes)

    def test_every_test_that_it_names_is_there(self):
        named = list(self.named())
        assert len(named) > 20
        for path, classes in named:
            source = path.read_text(encoding="utf-8")
            assert [name for name in classes if f"class {name}" not in source] == [], path
