"""Small talk, questions about the documents themselves, and more of an answer, in every face."""

import io
import json
import sys

import pytest

from assistant.commands.cli import main
from assistant.conversation import Conversation, Exchange
from assistant.engine import Assistant
from assistant.replying import Replying
from assistant.tui.app import ChatApp
from index.errors import InputError
from index.files.location import user_folder
from index.search.restriction import EVERYTHING, Restriction

MILL = """# The Mill

The mill was built by Ada Winter beside the river in 1820.

## The Fire

The mill burned down in March 1911, and with it all of the flour.

## The Night

The night was dry, and a lamp fell into the straw.

## The Town

The town paid half of the new roof.

## The Baker

The baker paid the other half, and asked for cheap flour.

## The Wheel

The wheel was made of oak from the northern woods.
"""
FERRY = "The ferry leaves the pier at half past seven. It carries sixty people.\n"
BURNED = "When did the mill burn down?"
FIRE = "The mill burned down in March 1911, and with it all of the flour."


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two documents, and their index beside them."""
    folder = tmp_path_factory.mktemp("replying") / "docs"
    folder.mkdir()
    (folder / "ferry.txt").write_text(FERRY, encoding="utf-8")
    (folder / "mill.md").write_text(MILL, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def desk(folder):
    """An assistant on them."""
    return Assistant.open([folder], folder.parent / "index")


@pytest.fixture
def talk(desk):
    """Ask one question after the other; return the last turn."""

    def talk(*questions, k=2, **options):
        conversation = Conversation()
        for question in questions:
            conversation.append(desk.ask(question, conversation.history, k=k, **options))
        return conversation.turns[-1]

    return talk


def texts(turn):
    return [passage.text for passage in turn.answer.passages]


class TestSmallTalk:
    @pytest.mark.parametrize("said", ["hi", "thanks", "what documents do you have?"])
    def test_is_answered_with_a_line_and_quotes_nothing(self, talk, said):
        turn = talk(said)
        assert turn.reply
        assert (turn.answer.found, turn.answer.confidence, turn.answer.passages) == (False, 0, ())

    def test_names_what_can_be_asked(self, talk):
        assert talk("hi").reply.split("\n") == [
            "Hello. Questions are answered in the words of these documents:",
            "- ferry.txt",
            "- The Mill (mill.md)",
        ]

    def test_speaks_of_one_document_as_one(self, talk):
        assert talk("hi", within=Restriction(("mill.md",))).reply == (
            "Hello. Questions are answered in the words of this document:\n- The Mill (mill.md)"
        )

    def test_names_no_document_that_is_not_asked(self, talk):
        said = talk("what documents do you have?", within=Restriction(("*.md",)))
        assert said.reply.split("\n")[1:] == ["- The Mill (mill.md)"]
        with pytest.raises(InputError):
            talk("hi", within=Restriction(("*.pdf",)))

    def test_has_no_influence_on_what_is_asked_next(self, talk):
        assert talk("hi", BURNED, "thanks", "And who paid for it?") == talk(
            BURNED, "And who paid for it?"
        )

    @pytest.mark.parametrize("said", ["hi", "what is this about?", "more", "why?"])
    def test_is_searched_without_context(self, desk, said):
        turn = desk.ask(said, [Exchange(BURNED, FIRE)], context=False)
        assert (turn.reply, turn.query.act, len(turn.answer.passages)) == ("", None, 5)

    def test_is_searched_in_quotation_marks(self, talk):
        assert not talk('"thanks"').reply


class TestWhatTheDocumentsAreAbout:
    def test_is_told_by_how_they_begin(self, talk):
        turn = talk("what is this about?")
        assert turn.reply == "There are 2 documents, which begin so:"
        assert texts(turn) == [FERRY.strip(), MILL.split("\n")[2]]
        assert not turn.answer.found

    def test_names_those_for_which_there_is_no_room(self, talk):
        turn = talk("what is this about?", k=1)
        assert turn.reply.split("\n") == [
            "There are 2 documents; below, 1 of them begins. The others:",
            "- The Mill (mill.md)",
        ]

    def test_is_told_of_one_by_its_sections(self, talk):
        turn = talk("what is this about?", within=Restriction(("mill.md",)))
        assert turn.reply.split("\n") == [
            "“The Mill” begins as below. Its sections:",
            "- The Fire",
            "- The Night",
            "- The Town",
            "- The Baker",
            "- The Wheel",
        ]


class TestMore:
    def test_is_the_passages_that_come_next(self, talk, desk):
        ranked = texts(desk.ask(BURNED, k=7))
        turn = talk(BURNED, "show me the rest")
        assert texts(turn) == ranked[2:4]
        assert turn.reply == f"Passages 3 to 4 for “{BURNED}”:"
        assert [p.rank for p in turn.answer.passages] == [1, 2]
        assert texts(talk(BURNED, "more", "thanks", "more", "more")) == ranked[6:]

    def test_ends_where_there_are_no_more(self, talk):
        turn = talk(BURNED, "more", k=10)
        assert turn.reply == f"There are no more passages for “{BURNED}”."
        assert (turn.answer.found, turn.answer.passages) == (False, ())

    def test_shows_the_words_of_the_earlier_question_as_carried(self, talk):
        assert talk(BURNED, "more").query.text == "more mill burn"

    def test_is_of_the_search_that_was_undone_too(self, desk):
        conversation = Conversation()
        conversation.append(desk.ask("Who paid for the roof?", k=2))
        undone = desk.ask("And for the wheel?", conversation.history, k=2, context=False)
        conversation.append(undone)
        ranked = texts(desk.ask("And for the wheel?", k=4))
        assert texts(desk.ask("more", conversation.history, k=2)) == ranked[2:]


AROUND = {
    "The mill was built by Ada Winter beside the river in 1820.",
    "The night was dry, and a lamp fell into the straw.",
    "The town paid half of the new roof.",
    "The baker paid the other half, and asked for cheap flour.",
}


class TestWhatStandsAroundAnAnswer:
    def test_is_told_where_somebody_wants_to_know_more(self, talk):
        turn = talk(BURNED, "tell me more", k=5)
        assert set(texts(turn)) == AROUND
        assert turn.reply == f"What stands around the passage that answers “{BURNED}”:"

    def test_holds_the_reason_with_the_answer_itself(self, talk):
        turn = talk(BURNED, "why?", k=5)
        assert set(texts(turn)) == {FIRE, *AROUND}
        assert turn.query.carried

    def test_is_ranked_like_any_answer(self, talk):
        scores = [passage.score for passage in talk(BURNED, "go on", k=5).answer.passages]
        assert scores == sorted(scores, reverse=True)

    def test_goes_on_further_away_until_nothing_is_left(self, talk):
        further = talk(BURNED, "tell me more", "tell me more", k=5)
        assert texts(further) == ["The wheel was made of oak from the northern woods."]
        last = talk(BURNED, "tell me more", "more", "more", k=5)
        assert last.reply == f"Nothing more stands around the passage that answers “{BURNED}”."

    def test_is_searched_for_where_nothing_does(self, talk):
        turn = talk("When does the ferry leave?", "why?")
        assert (turn.reply, len(turn.answer.passages)) == ("", 2)

    def test_is_searched_for_where_no_document_gave_the_answer(self, desk):
        turn = desk.ask("why?", [Exchange(BURNED, "Nobody knows.")])
        assert not turn.reply

    def test_is_found_of_a_history_that_was_given(self, desk):
        for answer in (FIRE, f"The documents say (95% sure):\n\n[1] {FIRE}\n— The Mill"):
            turn = desk.ask("tell me more", [Exchange(BURNED, answer)])
            assert set(texts(turn)) == AROUND


@pytest.fixture
def opened(desk, monkeypatch):
    """The assistant that every command opens, whatever its sources."""
    monkeypatch.setattr(Assistant, "open", lambda *_, **__: desk)


@pytest.mark.usefixtures("opened")
class TestFaces:
    def quoth(self, capfd, monkeypatch, *arguments, typed=b""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed)))
        code = main(arguments)
        return (code, *capfd.readouterr())

    def test_ask_prints_the_reply_and_exits_with_1_as_nothing_was_found(self, capfd, monkeypatch):
        assert self.quoth(capfd, monkeypatch, "ask", "thanks") == (
            1, "You are welcome. Ask on whenever you like.\n", "",
        )  # fmt: skip

    def test_ask_quotes_how_documents_begin(self, capfd, monkeypatch):
        question = ("ask", "what is this about?", "--explain", "-k", "1")
        code, out, _ = self.quoth(capfd, monkeypatch, *question)
        assert code == 1
        assert out == (
            "There are 2 documents; below, 1 of them begins. The others:\n"
            "- The Mill (mill.md)\n"
            "\n"
            "[1] The ferry leaves the pier at half past seven. It carries sixty people.\n"
            "    — ferry, paragraph 1 · ferry.txt:1 [0, 70)\n"
        )

    def test_ask_shows_more_of_an_earlier_question(self, capfd, monkeypatch, desk):
        question = ("ask", "more", "--history", BURNED, "-k", "2", "--json")
        _, out, _ = self.quoth(capfd, monkeypatch, *question)
        record = json.loads(out)
        assert record["reply"]["act"] == "more"
        assert [p["text"] for p in record["passages"]] == texts(desk.ask(BURNED, k=4))[2:]

    def test_batch_answers_and_is_continued(self, capfd, monkeypatch, tmp_path):
        asked = ["hi", BURNED, "why?", "tell me more", "more", "what is this about?"]
        lines = [json.dumps({"question": each, "conversation": "c"}) + "\n" for each in asked]
        questions, answers = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
        questions.write_text("".join(lines))
        command = ("batch", str(questions), "-o", str(answers), "-k", "2")
        assert self.quoth(capfd, monkeypatch, *command) == (0, "", "")
        whole = answers.read_bytes()
        acts = [json.loads(line).get("reply", {}).get("act") for line in whole.splitlines()]
        assert acts == ["greeting", None, "reason", "elaboration", "more", "overview"]
        for kept in range(len(asked)):
            answers.write_bytes(b"".join(whole.splitlines(keepends=True)[:kept]))
            assert self.quoth(capfd, monkeypatch, *command) == (0, "", "")
            assert answers.read_bytes() == whole
        code, _, err = self.quoth(capfd, monkeypatch, *command, "--no-context")
        assert (code, "another history or context" in err) == (2, True)

    def test_a_chat_line_by_line_is_saved_and_asks_the_same_again(self, capfd, monkeypatch):
        typed = f"hi\n{BURNED}\nshow me the rest\n".encode()
        code, out, _ = self.quoth(capfd, monkeypatch, "chat", "-k", "2", typed=typed)
        assert (code, out.startswith("> hi\n\nHello. ")) == (0, True)
        assert f"\nPassages 3 to 4 for “{BURNED}”:\n" in out
        [saved] = (user_folder("data") / "sessions").glob("*.jsonl")
        asked = [json.loads(line)["answer"] for line in saved.read_text().splitlines()]
        _, again, _ = self.quoth(capfd, monkeypatch, "batch", str(saved), "-k", "2")
        assert [json.loads(line) for line in again.splitlines()] == asked

    async def test_the_chat_shows_the_reply_and_u_searches(self, desk):
        app = ChatApp(lambda _: desk)
        async with app.run_test(size=(120, 50)) as pilot:
            await self.type(pilot, "thanks")
            assert self.shown(app, ".lead") == ["You are welcome. Ask on whenever you like."]
            assert not app.screen.query("PassageView")
            await pilot.press("escape", "u")
            await self.settle(pilot)
            assert app.screen.query("PassageView")

    async def type(self, pilot, question):
        await self.settle(pilot)
        pilot.app.screen.query_one("QuestionInput").value = question
        await pilot.press("enter")
        await self.settle(pilot)

    async def settle(self, pilot):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.pause()

    def shown(self, app, selector):
        return [str(widget.visual) for widget in app.screen.query(selector)]


def test_an_overview_begins_with_what_tells_of_a_folder_and_ends_with_its_licence(shelf):
    library = shelf.write(
        LICENSE="You may copy it.", README="Papers of a club.", notes="The heater is slow."
    ).refresh()
    found = Replying(library).openings(EVERYTHING)
    assert [each.passage.document for each in found] == ["README.txt", "notes.txt", "LICENSE.txt"]
