"""Which ids of documents a glob names."""

import time
import unicodedata

import pytest

from index.files.glob_patterns import PatternError, named_by

IDS = ("a.txt", "notes/a.txt", "notes/b.md", "notes/x/c.md", "notes2/d.md", "x/notes/e.md", "log")
NOTES = {"notes/a.txt", "notes/b.md", "notes/x/c.md"}


def named(glob, ids=IDS):
    return {name for name, is_named in zip(ids, named_by(glob, ids), strict=True) if is_named}


@pytest.mark.parametrize(
    ("glob", "ids"),
    [
        ("*.txt", {"a.txt", "notes/a.txt"}),
        ("/*.txt", {"a.txt"}),
        ("b.md", {"notes/b.md"}),
        ("/b.md", set()),
        ("notes", {*NOTES, "x/notes/e.md"}),
        ("notes/", {*NOTES, "x/notes/e.md"}),
        ("/notes/", NOTES),
        ("a.txt/", set()),
        ("notes/*.md", {"notes/b.md"}),
        ("notes/**", NOTES),
        ("**/notes/*.md", {"notes/b.md", "x/notes/e.md"}),
        ("notes/**/c.md", {"notes/x/c.md"}),
        ("*", set(IDS)),
        ("*/", set(IDS) - {"a.txt", "log"}),
        ("**", set(IDS)),
        ("n*", set(IDS) - {"a.txt", "log"}),
        ("NOTES", set()),
        ("!log", set()),
        ("# log", set()),
        ("l[og", set()),
        ("[!l]og", set()),
        ("[^k]og", {"log"}),
        ("\\l?g", {"log"}),
        ("l\\?g", set()),
        ("notes/**/**/c.md", {"notes/x/c.md"}),
        ("**/x/**", {"notes/x/c.md", "x/notes/e.md"}),
        ("**/*/*/*.md", {"notes/x/c.md", "x/notes/e.md"}),
    ],
)
def test_a_glob_names_what_it_would_match_in_a_gitignore(glob, ids):
    assert named(glob) == ids


@pytest.mark.parametrize(
    "name", ["a.txt", "[draft].txt", "what?.txt", "**", "a\nb", "x[", "!a", "#a", "/a", "a ", "a\\"]
)
def test_an_id_names_itself_alone(name):
    assert named(name, (name, "x/a.txt", "draft", "whatx.txt")) == {name}


def test_accents_match_in_either_form():
    composed, apart = (unicodedata.normalize(form, "café.txt") for form in ("NFC", "NFD"))
    assert named_by(composed, [apart, "a"]) == [True, False]
    assert named_by(f"/a/{apart}", [f"a/{composed}", "a"]) == [True, False]


@pytest.mark.parametrize("glob", ["a\\", "a\\/b", "!", "a" * 2000])
def test_what_cannot_be_matched_is_refused(glob):
    with pytest.raises(PatternError, match="the pattern '"):
        named_by(glob, IDS)


@pytest.mark.parametrize(
    "glob",
    [
        "*a" * 40 + "b",
        "*[^b]" * 90 + "b",
        "**/a/**/c/**/b",
        "a*/**/a*/**/c*/**/z",
        "**/a/" * 190 + "b",
        "**/" + "a/" * 400 + "b",
    ],
)
def test_no_glob_takes_long(glob):
    began = time.perf_counter()
    assert not any(named_by(glob, ["a" * 200 + "/a" * 200, "a/c/" * 2000]))
    assert time.perf_counter() - began < 1
