"""What a passage stands under: the title and the section that its document states."""

import pytest

from index.passages.headings import LONGEST_HEADING, heading_of
from index.passages.passage import Passage
from index.readers.formats import read

LONG = " ".join(f"word{number}" for number in range(60))


def passage(title="Baths", section=(), *, is_titled=True):
    return Passage("a.md", title, 0, 3, "No.", section, 1, ((0, 3),), is_titled=is_titled)


class TestHeadings:
    @pytest.mark.parametrize(
        ("found", "heading"),
        [
            (passage(), "Baths"),
            (passage(section=("Dogs",)), "Baths: Dogs"),
            (passage(section=("Baths", "Animals", "Dogs")), "Baths: Animals › Dogs"),
            (passage(section=("Baths",)), "Baths"),
            (passage("a", is_titled=False), ""),
            (passage("a", ("Dogs",), is_titled=False), "Dogs"),
        ],
    )
    def test_are_title_and_section_as_far_as_the_document_states_them(self, found, heading):
        assert heading_of(found) == heading

    def test_of_long_ones_the_last_words_are_kept(self):
        heading = heading_of(passage(section=(LONG, "Dogs")))
        assert len(heading) <= LONGEST_HEADING
        assert heading.endswith("word59 › Dogs")
        assert heading.split()[0] in LONG.split()

    def test_of_one_long_word_the_last_characters_are(self):
        assert heading_of(passage("ab" * 200)) == "ab" * (LONGEST_HEADING // 2)


class TestDocuments:
    @pytest.mark.parametrize(
        ("data", "suffix", "title", "stated"),
        [
            (b"# Baths\n\nNo dogs.", ".md", "Baths", "Baths"),
            (b"No dogs are allowed in the water.", ".txt", "notes", ""),
            (b'{"_id": "d.1", "title": "Baths", "text": "No dogs."}', ".jsonl", "Baths", "Baths"),
            (b'{"_id": "d.1", "text": "No dogs are allowed."}', ".jsonl", "d.1", ""),
        ],
    )
    def test_state_a_title_or_are_called_by_their_names(self, data, suffix, title, stated):
        (document,) = read(data, suffix, f"notes{suffix}").documents
        assert (document.title, document.stated_title) == (title, stated)
