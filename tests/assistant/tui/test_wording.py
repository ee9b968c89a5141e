from dataclasses import replace

import pytest
from rich.cells import cell_len

from assistant.tui.wording import citation_line
from tests.assistant.tui.conftest import ARTICLE, HIGHLIGHTS, PASSAGES, cite

TITLE = "The Price of Bread in the Reign of the Second King"


@pytest.fixture
def passage():
    cited = cite(ARTICLE, PASSAGES[1], HIGHLIGHTS[1], 2, TITLE)
    return replace(cited, citation=replace(cited.citation, page=12), also=(cited.citation,))


class TestACitationOnOneLine:
    def test_names_the_document_first_then_section_page_and_paragraph(self, passage):
        assert citation_line(passage) == (
            f"{TITLE} · After the Fire · p. 12 · ¶2 · also in 1 other place"
        )

    def test_is_clipped_in_the_middle_of_its_names(self, passage):
        title, *rest = citation_line(passage, 80).split(" · ")
        assert rest == ["After the Fire", "p. 12", "¶2", "also in 1 other place"]
        assert title.startswith("The Price")
        assert title.endswith("King")
        assert "…" in title

    @pytest.mark.parametrize("cells", [100, 60, 50, 40, 30])
    def test_keeps_the_page_and_the_paragraph_whatever_the_room(self, passage, cells):
        line = citation_line(passage, cells)
        assert cell_len(line) <= cells
        assert "p. 12 · ¶2" in line

    def test_names_no_document_where_there_is_only_one(self, passage):
        alone = citation_line(replace(passage, also=()), only_document="bread.txt")
        assert alone == "After the Fire · p. 12 · ¶2"

    def test_names_the_only_document_where_it_has_no_sections(self, passage):
        citation = replace(passage.citation, section=None)
        alone = citation_line(replace(passage, citation=citation, also=()), 90, "bread.txt")
        assert alone == f"{TITLE} · p. 12 · ¶2"

    def test_has_one_sign_where_the_name_has_such_a_sign_itself(self, passage):
        citation = replace(passage.citation, title="The Price of Bread…And of Flour", section=None)
        line = citation_line(replace(passage, citation=citation, also=()), 38)
        assert "……" not in line
        assert cell_len(line) <= 38
