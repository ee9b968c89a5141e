import json

import pytest

from assistant.answering import Certainty
from assistant.rendering.copy_forms import FORMS

CITED = "The Farm, Animals, paragraph 1, farm.txt:1"


@pytest.fixture
def copied(scripted):
    passage = scripted.ask("Who sleeps?", k=1).answer.passages[0]
    return lambda words: next(
        form(passage, Certainty.SURE) for name, form in FORMS.items() if words in name
    )


def test_a_sentence_has_its_citation_in_brackets(copied):
    assert copied("the sentence with its citation") == f"“The cat sleeps.” ({CITED})"


def test_markdown_is_a_quotation_with_the_sentence_set_off(copied):
    assert copied("as Markdown") == f"> **The cat sleeps.** It is old.\n>\n> — {CITED}"


def test_a_footnote_stands_below_the_sentence(copied):
    assert copied("footnote") == f"“The cat sleeps.”[^1]\n\n[^1]: {CITED}."


def test_references_are_those_of_the_command_line(copied):
    assert copied("BibTeX").startswith("@misc{farm-txt,")
    assert json.loads(copied("CSL-JSON"))[0]["title"] == "The Farm"
    assert copied("RIS").endswith("ER  - ")
