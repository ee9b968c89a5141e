import json

import pytest

from assistant.commands.cli import main
from assistant.commands.options import CITATION_STYLES
from assistant.rendering.bibliography import STYLES


@pytest.fixture
def find(farm, capfd, without_model):
    """Look for a quotation in the farm; return the exit code, stdout and stderr."""

    def run(*arguments, source=farm):
        code = main(["find", "-s", str(source), "--quiet", *arguments])
        return (code, *capfd.readouterr())

    return run


class TestFind:
    def test_shows_where_the_very_words_stand(self, find):
        assert find("The dog barks. It") == (
            0,
            (
                "To the letter, in 1 place:\n\n"
                "[1] »The dog barks. It« is loud.\n"
                "    — farm · farm.txt:3 [28, 45)\n"
            ),
            "",
        )

    def test_shows_what_is_set_otherwise(self, find):
        assert find("the COW\neats") == (
            0,
            (
                "In these words, in 1 place:\n\n"
                "[1] »The cow eats« grass.\n"
                "    — farm · farm.txt:5 [56, 68)\n"
                "    set otherwise: white space, case\n"
            ),
            "",
        )

    def test_shows_small_differences(self, find):
        assert find("The cow eats leaves.", "-k", "1") == (
            0,
            (
                "Not in these words, but nearly, in 1 place:\n\n"
                "[1] »The cow eats grass«.\n"
                "    — farm · farm.txt:5 [56, 74)\n"
                "    quoted as: leaves; the document says: grass\n"
            ),
            "",
        )

    def test_shows_of_several_places_as_many_as_are_asked_for(self, find):
        code, out, _ = find("It is", "-k", "1")
        assert code == 0
        assert out == (
            "To the letter, in 2 places:\n\n"
            "[1] The cat sleeps. »It is« old.\n"
            "    — farm · farm.txt:1 [16, 21)\n\n"
            "and 1 more place; see them all with -k 2\n"
        )

    def test_exits_with_1_where_a_quotation_stands_nowhere(self, find):
        assert find("The sheep fly over the barn.") == (1, "The documents do not say this.\n", "")

    def test_shows_what_a_quotation_is_stitched_together_of(self, find):
        code, out, _ = find("The cat sleeps … The cow eats … The dog barks")
        assert code == 1
        assert out.startswith(
            "In no one place; its parts stand in 3 places:\n\n[1] »The cat sleeps«"
        )

    def test_prints_one_record(self, find):
        code, out, _ = find("the dog barks", "--json")
        assert code == 0
        record = json.loads(out)
        place = record["places"][0]
        assert len(place["citation"].pop("sha256")) == 64
        assert record == {
            "schema": "quoth.finding/1",
            "quotation": "the dog barks",
            "found": True,
            "match": "typographic",
            "count": 1,
            "places": [
                {
                    "match": "typographic",
                    "text": "The dog barks",
                    "settings": ["case"],
                    "citation": {
                        "marker": 1,
                        "document": "farm.txt",
                        "title": "farm",
                        "section": None,
                        "paragraph": None,
                        "page": None,
                        "start": 28,
                        "end": 41,
                        "prefix": "The cat sleeps. It is old.\n\n",
                        "suffix": ". It is loud.\n\nThe cow eats gras",
                        "link": "farm.txt:3",
                    },
                }
            ],
        }

    def test_cites_the_documents_for_programs_that_manage_references(self, find):
        code, out, _ = find("It is", "--cite", "bibtex")
        assert code == 0
        assert out.startswith("@misc{farm-txt,\n  title = {farm},\n  howpublished = {farm.txt},\n")
        assert out.count("@misc") == 1
        assert json.loads(find("It is", "--cite", "csl")[1])[0]["source"] == "farm.txt"
        assert find("It is", "--cite", "ris")[1].startswith(
            "TY  - GEN\nID  - farm-txt\nTI  - farm\n"
        )

    def test_names_places_for_editors(self, find, farm, monkeypatch):
        monkeypatch.chdir(farm.parent)
        farm.write_text(farm.read_text().replace("It is old", "“Ä” it is old"))
        assert find("it is", "--format", "vimgrep") == (
            0,
            "farm.txt:1:26:it is\nfarm.txt:3:16:It is\n",
            "",
        )

    def test_knows_every_style_of_citing(self):
        assert tuple(STYLES) == CITATION_STYLES

    @pytest.mark.parametrize(
        ("arguments", "error"),
        [
            (["..."], "the quotation has neither letters nor digits; give some words of it"),
            (
                ["a", "--json", "--cite", "ris"],
                "--json and --cite are forms of one result; leave all but one out",
            ),
        ],
    )
    def test_refuses_what_cannot_be_done_in_one_line(self, find, arguments, error):
        assert find(*arguments) == (2, "", f"quoth: {error}\n")

    def test_loads_no_model_where_there_is_an_index(self, find, monkeypatch):
        find("cat")
        monkeypatch.setattr("index.model.encoding.Encoder.load", lambda *_, **__: 1 / 0)
        assert find("The cat sleeps")[0] == 0

    def test_shows_no_control_characters_of_a_document(self, find, tmp_path):
        (tmp_path / "evil.txt").write_text("The red \x1b[31m light shines.")
        out = find("light shines", source=tmp_path / "evil.txt")[1]
        assert "\x1b" not in out
