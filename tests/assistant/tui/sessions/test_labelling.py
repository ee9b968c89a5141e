import json

import pytest

from assistant.sessions.labels import labels_file
from assistant.sessions.saved import Sessions
from assistant.tui.app import ChatApp
from assistant.tui.wording import from_home

WIDE = (160, 45)


@pytest.fixture
def app(scripted, tmp_path):
    return ChatApp(lambda progress: scripted, sessions=Sessions(tmp_path / "sessions"))


@pytest.fixture
def file():
    return labels_file(("/bread.txt",))


def labels(file):
    return [json.loads(line) for line in file.read_bytes().splitlines()]


def notices(app):
    return [notification.message for notification in app._notifications]


class TestLabelling:
    async def test_keeps_the_selected_passage_as_the_answer(self, app, file, chat):
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "How long did it take?")
            await pilot.press("escape", "j", "t")
            said = f"Labelled as answered by [2], for quoth-eval: {from_home(file)}"
            assert chat.confirmed(app) == said
        (label,) = labels(file)
        assert label["question"] == "How long did it take?"
        assert label["evidence"] == [{"document": "bread.txt", "quote": "It took two years"}]

    async def test_keeps_that_it_should_not_be_found_in_place_of_what_was_said_before(
        self, app, file, chat
    ):
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "Who is the baker?")
            await pilot.press("escape", "t", "T")
            said = f"Labelled as not found, in place of its earlier label: {from_home(file)}"
            assert chat.confirmed(app) == said
        assert [label["evidence"] for label in labels(file)] == [[]]

    @pytest.mark.parametrize("key", ["t", "T"])
    async def test_the_same_key_takes_the_label_back(self, app, file, chat, key):
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "Who is the baker?")
            await pilot.press("escape", key, key)
            assert chat.confirmed(app).startswith("No longer labelled as ")
            assert not file.exists()
            await pilot.press(key)
        assert len(labels(file)) == 1

    async def test_keeps_what_was_asked_before_with_a_follow_up(self, app, file, chat):
        async with app.run_test(size=WIDE) as pilot:
            for question in ("When did the mill burn?", "Who paid?", "And when?"):
                await chat.ask(pilot, question)
            await pilot.press("escape", "g", "t", "G", "t")
        first, last = labels(file)
        assert (first["question"], "history" in first) == ("When did the mill burn?", False)
        assert last["question"] == "And when?"

    async def test_is_offered_only_once_there_is_an_answer(self, app, file):
        async with app.run_test(size=WIDE) as pilot:
            await pilot.press("escape", "t", "T")
            assert notices(app) == []
        assert not file.exists()

    async def test_says_once_where_it_cannot_write(self, app, file, chat):
        file.parent.parent.mkdir(parents=True)
        file.parent.write_text("a file where the folder should be")
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "first")
            await pilot.press("escape", "t")
            (said,) = notices(app)
            assert said.startswith(f"{file}: cannot be written (")

    @pytest.mark.parametrize("gone", [False, True])
    async def test_refuses_a_sentence_that_the_document_no_longer_holds(
        self, scripted, file, chat, monkeypatch, gone
    ):
        app = ChatApp(lambda progress: scripted, sessions=Sessions(file.parent / "sessions"))
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "first")

            def text(document):
                if gone:
                    raise KeyError(document)
                return "Something else."

            monkeypatch.setattr(scripted, "text", text)
            await pilot.press("escape", "t")
            assert notices(app) == [
                "bread.txt no longer holds this sentence; ask again, then label it"
            ]
        assert not file.exists()
