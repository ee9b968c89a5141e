"""What ``.gitignore`` files say holds as git holds it, and a hostile one costs only itself."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import SourceError
from index.sources.scanning import scan


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "folder"


def write(path, content="It is so."):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def names(folder):
    return [file.name for file in scan([folder]).files]


def ignored(folder):
    return [skipped.name for skipped in scan([folder]).passed_over if skipped.reason == "ignored"]


class TestPatterns:
    @pytest.mark.parametrize(
        ("patterns", "kept"),
        [
            ("*.txt", ["deep/c.md"]),
            ("/*.txt", ["deep/b.txt", "deep/c.md"]),
            ("deep/", ["a.txt"]),
            ("a.txt/", ["a.txt", "deep/b.txt", "deep/c.md"]),
            ("deep/*.txt", ["a.txt", "deep/c.md"]),
            ("# a.txt\n\n\\#x", ["a.txt", "deep/b.txt", "deep/c.md"]),
            ("*.txt\n!b.txt", ["deep/b.txt", "deep/c.md"]),
            ("deep\n!b.txt", ["a.txt"]),
            ("[ab].txt\r\n", ["deep/c.md"]),
            ("a.txt   ", ["deep/b.txt", "deep/c.md"]),
            ("\ufeffa.txt", ["deep/b.txt", "deep/c.md"]),
            ("deep/**", ["a.txt"]),
            ("**/b.txt", ["a.txt", "deep/c.md"]),
            ("deep[!x]b.txt", ["a.txt", "deep/b.txt", "deep/c.md"]),
            ("**/**/**/**/b.txt", ["a.txt", "deep/c.md"]),
            ("a.txt\\  ", ["a.txt", "deep/b.txt", "deep/c.md"]),
        ],
    )
    def test_are_those_of_git(self, folder, patterns, kept):
        for name in ["a.txt", "deep/b.txt", "deep/c.md"]:
            write(folder / name)
        write(folder / ".gitignore", patterns)
        assert names(folder) == kept

    def test_those_of_an_inner_folder_decide_first(self, folder):
        for name in ["a.txt", "deep/a.txt", "deep/er/a.txt", "deep/er/b.txt"]:
            write(folder / name)
        write(folder / ".gitignore", "a.txt")
        write(folder / "deep" / ".gitignore", "!a.txt")
        write(folder / "deep" / "er" / ".gitignore", "/a.txt")
        assert names(folder) == ["deep/a.txt", "deep/er/b.txt"]

    def test_nothing_above_the_source_is_asked(self, folder):
        write(folder / "a.txt")
        write(folder.parent / ".gitignore", "*")
        assert names(folder) == ["a.txt"]

    def test_a_file_that_is_the_source_is_read(self, folder):
        path = write(folder / "a.txt")
        write(folder / ".gitignore", "*")
        assert names(path) == ["a.txt"]

    def test_an_ignored_folder_is_not_looked_into(self, folder):
        write(folder / "a.txt")
        write(folder / "big" / "deep" / "a.txt")
        write(folder / ".gitignore", "big")
        found = scan([folder])
        assert found.folders == (folder,)
        assert ignored(folder) == ["big/"]


class TestFilesThatCannotBeFollowed:
    @pytest.fixture
    def problem(self, folder):
        """Return what is said of a folder whose text is read all the same."""

        def of():
            write(folder / "a.txt")
            started = time.monotonic()
            found = scan([folder])
            assert [file.name for file in found.files] == ["a.txt"]
            assert time.monotonic() - started < 5
            [problem] = found.problems
            return problem.removeprefix(f"{folder / '.gitignore'}: ")

        return of

    def test_binary(self, folder, problem):
        write(folder / ".gitignore", b"*.txt\n\0")
        assert problem() == "cannot be followed (it is no text)"

    def test_huge(self, folder, problem):
        write(folder / ".gitignore", b"*.txt\n" * 20_000)
        assert problem() == "cannot be followed (it is larger than 64 KB)"

    def test_too_many(self, folder, problem):
        write(folder / ".gitignore", b"a*\n" * 2_001)
        assert problem() == "cannot be followed (more than 2,000 patterns would be in force)"

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
    def test_a_pipe(self, folder, problem):
        folder.mkdir()
        os.mkfifo(folder / ".gitignore")
        assert problem() == "cannot be followed (it is no regular file)"

    def test_a_link(self, folder, problem):
        write(folder.parent / "secret", "*.txt")
        folder.mkdir()
        (folder / ".gitignore").symlink_to("../secret")
        assert problem().startswith("cannot be followed (")

    def test_a_folder(self, folder, problem):
        (folder / ".gitignore").mkdir(parents=True)
        assert problem() == "cannot be followed (it is no regular file)"

    def test_a_malformed_line_costs_only_itself(self, folder, problem):
        write(folder / "b.txt")
        write(folder / ".gitignore", "a.txt\\\nb.txt\n")
        assert problem() == "line 1: the pattern 'a.txt\\\\' is malformed, and is not followed"

    def test_a_pattern_that_is_too_long(self, folder, problem):
        write(folder / ".gitignore", "**/a/" * 201)
        assert problem().startswith("line 1: the pattern '**/a/**/")

    def test_what_is_not_utf_8_matches_names_that_are_not(self, folder):
        if os.name == "nt":
            pytest.skip("names are Unicode here")
        write(folder / "a.txt")
        with Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).open("wb") as file:
            file.write(b"x")
        write(folder / ".gitignore", b"caf\xe9.txt")
        assert names(folder) == ["a.txt"]

    def test_a_pattern_made_to_take_for_ever_is_matched_at_once(self, folder):
        name = "a" * 200 + ".txt"
        write(folder / name)
        write(folder / ".gitignore", "*a" * 90 + "b\n" + "*[^b]" * 90 + "b\n" + "?*" * 90 + "b\n")
        started = time.monotonic()
        assert names(folder) == [name]
        assert time.monotonic() - started < 5


_WORD = st.sampled_from(["a", "b", "ab", "a.txt", "b.txt", "c d.txt", "éé.txt", "[x].txt"])
_GLOB = st.sampled_from(
    [
        "*", "*.txt", "a*", "?.txt", "[ab].txt", "[!a].txt", "[^b]*", "**", "a**", "*b*", "\\a", "a?b",
        "\\[x].txt", "é*", "c\\ d.txt", "[z-a]", "a[", "[!]a]*", "c d.txt ", "[a-c]*t", "[]x]*", "*.*t", "a\\*", "*[.]*t", "?*?*",
    ]
)  # fmt: skip
_PART = _WORD | _GLOB
_PATTERN = st.builds(
    lambda negated, anchored, parts, folder: (
        ("!" if negated else "")
        + ("/" if anchored else "")
        + "/".join(parts)
        + ("/" if folder else "")
    ),
    st.booleans(),
    st.booleans(),
    st.lists(_PART, min_size=1, max_size=3),
    st.booleans(),
)
_LINES = st.lists(
    _PATTERN | st.sampled_from(["# a", "", "/", "!", "a.txt ", "\\!a", "a\\"]), max_size=6
)
_FOLDER = st.sampled_from(["", "a", "b", "a/b", "a/a", "b/ab", "a/b/a", "ab"])
_FILE = st.sampled_from(["a.txt", "b.txt", "c d.txt", "éé.txt", "[x].txt", "ab.txt"])
_TREE = st.sets(st.tuples(_FOLDER, _FILE), min_size=1, max_size=12)


@pytest.mark.skipif(not shutil.which("git"), reason="git is not here to be compared with")
class TestGit:
    @settings(max_examples=100)
    @given(_TREE, st.dictionaries(_FOLDER, _LINES, max_size=4))
    def test_agrees_on_any_tree_and_patterns(self, tmp_path_factory, tree, patterns):
        root = tmp_path_factory.mktemp("tree")
        environment = {
            **os.environ,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
        }
        git = ["git", "-C", str(root)]
        subprocess.run([*git, "init", "-q"], check=True, env=environment)
        for place, name in tree:
            write(root / place / name)
        for place, lines in patterns.items():
            write(root / place / ".gitignore", "\n".join(lines))
        listed = subprocess.run(
            [*git, "ls-files", "-z", "--others", "--exclude-standard"],
            check=True, env=environment, capture_output=True,
        ).stdout.decode()  # fmt: skip
        expected = {name for name in listed.split("\0") if name.endswith(".txt")}
        write(root / "z.md", "# Something")
        assert {name for name in _read(root) if name != "z.md"} == expected


def _read(root):
    try:
        return names(root)
    except SourceError as error:
        if "holds nothing" in str(error):
            return []
        raise
