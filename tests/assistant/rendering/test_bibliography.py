"""References: who wrote a document and when, in each style, as far as it says."""

import json
from dataclasses import replace

import pytest

from assistant.answering import Citation
from assistant.rendering.bibliography import bibtex, csl, ris
from index.metadata import Metadata

LETTER = Citation(1, "a.eml", "The roof", None, 1, None, 0, 4, "", "", "0" * 64)
BY = Metadata(("Kim Holm", "Per {Berg}"), date="2021-05-04 09:30", language="en")


@pytest.fixture
def letter():
    return [replace(LETTER, metadata=BY)]


def test_bibtex_names_people_as_they_are_and_the_day(letter):
    told = bibtex(letter)
    assert "  author = {{Kim Holm} and {Per \\{Berg\\}}},\n  title = {The roof}," in told
    assert "  date = {2021-05-04},\n  year = {2021}," in told


def test_csl_has_the_parts_of_a_date_that_are_told(letter):
    [told] = json.loads(csl(letter))
    assert told["author"] == [{"literal": "Kim Holm"}, {"literal": "Per {Berg}"}]
    assert (told["issued"], told["language"]) == ({"date-parts": [[2021, 5, 4]]}, "en")
    [month] = json.loads(csl([replace(LETTER, metadata=Metadata(date="2021-05"))]))
    assert month["issued"] == {"date-parts": [[2021, 5]]}


def test_ris_has_a_line_for_each(letter):
    told = ris(letter).split("\n")
    assert [line for line in told if line[:2] in {"AU", "PY", "DA"}] == [
        "AU  - Kim Holm", "AU  - Per {Berg}", "PY  - 2021", "DA  - 2021/05/04/"
    ]  # fmt: skip


@pytest.mark.parametrize("style", [bibtex, csl, ris])
def test_nothing_is_said_that_a_document_does_not_say(style):
    told = style([LETTER])
    assert not any(map(told.__contains__, ("author", "year", "issued", "AU  -", "PY  -")))
