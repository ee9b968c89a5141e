"""Which document ids a glob matches."""

import time
import unicodedata

import pytest

from index.globs import matcher

IDS = ("a.txt", "notes/a.txt", "notes/b.md", "notes/x/c.md", "notes2/d.md", "x/notes/e.md", "log")


@pytest.mark.parametrize(
    ("glob", "matched"),
    [
        ("a.txt", {"a.txt"}),
        ("*.txt", {"a.txt"}),
        ("?.txt", {"a.txt"}),
        ("log", {"log"}),
        ("*/?.[mt]*", {"notes/a.txt", "notes/b.md", "notes2/d.md"}),
        ("notes/*", {"notes/a.txt", "notes/b.md"}),
        ("notes/**", {"notes/a.txt", "notes/b.md", "notes/x/c.md"}),
        ("**/*.md", {"notes/b.md", "notes/x/c.md", "notes2/d.md", "x/notes/e.md"}),
        ("**/notes/*.md", {"notes/b.md", "x/notes/e.md"}),
        ("notes/**/c.md", {"notes/x/c.md"}),
        ("**/**/c.md", {"notes/x/c.md"}),
        ("**", set(IDS)),
        ("n*", set()),
        ("NOTES/*", set()),
        ("", set()),
    ],
)
def test_a_star_stays_within_a_folder_and_two_do_not(glob, matched):
    assert set(filter(matcher(glob), IDS)) == matched


@pytest.mark.parametrize("folder", ["notes", "notes/"])
def test_a_folder_means_all_below(folder):
    assert set(filter(matcher(folder), IDS)) == {"notes/a.txt", "notes/b.md", "notes/x/c.md"}


@pytest.mark.parametrize("name", ["[draft].txt", "what?.txt", "**", "a\nb", "x["])
def test_a_name_with_wildcards_in_it_matches_itself(name):
    assert matcher(name)(name)


def test_accents_match_in_either_form():
    composed, apart = (unicodedata.normalize(form, "café.txt") for form in ("NFC", "NFD"))
    assert matcher(composed)(apart)
    assert matcher(f"*/{apart}")(f"a/{composed}")


@pytest.mark.parametrize("glob", ["*a" * 40 + "b", "**/" * 40 + "b", "**/a/" * 20 + "b"])
def test_no_glob_takes_long(glob):
    began = time.perf_counter()
    assert not matcher(glob)("a" * 200 + "/a" * 200)
    assert time.perf_counter() - began < 1
