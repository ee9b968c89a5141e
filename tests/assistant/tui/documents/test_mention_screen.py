from dataclasses import replace

import pytest

from assistant.quotations.mentions import DocumentMentions
from assistant.tui.documents.mention_screen import MOST_LISTED, MentionScreen
from assistant.tui.source.view import SourceView
from index.errors import IndexDamagedError, InputError, Remedy
from tests.assistant.tui.conftest import ARTICLE, cite


@pytest.fixture
async def pilot(app, chat, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with app.run_test(size=(120, 36)) as pilot:
        await chat.ask(pilot, "When did the mill burn?")
        await pilot.press("escape", "m")
        yield pilot


@pytest.fixture
def find(chat, scripted, monkeypatch):
    """Look for a word that stands so many times where the article has "mill"."""

    async def find(pilot, times, word="mill"):
        first = cite(ARTICLE, "mill ", "mill ", 1, "Bread").citation
        several = tuple(replace(first, marker=n) for n in range(1, times + 1))
        found = [DocumentMentions(scripted.documents[0], ARTICLE, several)] * bool(times)
        monkeypatch.setattr(pilot.app.screen, "_find", lambda wanted: found)
        await pilot.press(*word, "enter")
        await chat.settle(pilot)

    return find


def options(app):
    return [str(option.prompt) for option in app.screen.query_one("OptionList").options]


async def test_lists_mentions_by_document_with_how_many_each_has(pilot, find, chat):
    await find(pilot, 2)
    assert chat.words(pilot.app, ".said") == ["2 mentions in 1 document"]
    title, *mentions = options(pilot.app)
    assert title == "The Price of Bread (2)"
    assert len(mentions) == 2
    assert "The mill had burned in March." in mentions[0]


async def test_enter_goes_to_the_mention_at_hand(pilot, find):
    await find(pilot, 1)
    await pilot.press("enter")
    source = pilot.app.screen.query_one(SourceView).source
    assert source.text[source.citation.start : source.citation.end] == "mill "


async def test_a_hundred_thousand_are_paged_and_all_are_written(pilot, find, chat, tmp_path):
    await find(pilot, 100_000)
    assert chat.words(pilot.app, ".said") == [
        f"100,000 mentions in 1 document; the first {MOST_LISTED} are listed"
    ]
    assert len(options(pilot.app)) == 1 + MOST_LISTED


async def test_all_are_written_into_the_current_directory(pilot, find, chat, tmp_path):
    await find(pilot, 3)
    await pilot.press("ctrl+s")
    assert chat.words(pilot.app, ".said")[0].startswith("Written to ")
    written = (tmp_path / "mentions.txt").read_text(encoding="utf-8")
    assert written.startswith("mill: 3 mentions in 1 document\n")
    assert written.count("»mill «") + written.count("»mill« ") == 3


async def test_no_file_is_replaced_by_them(pilot, find, chat, tmp_path):
    (tmp_path / "mentions.txt").write_text("mine")
    await find(pilot, 3)
    await pilot.press("ctrl+s")
    assert (tmp_path / "mentions.txt").read_text() == "mine"
    assert "»mill" in (tmp_path / "mentions-2.txt").read_text(encoding="utf-8")
    assert chat.words(pilot.app, ".said")[0].endswith("mentions-2.txt")


async def test_says_that_there_is_none(pilot, find, chat):
    await find(pilot, 0)
    assert chat.words(pilot.app, ".said") == ["The documents do not mention it."]


async def test_says_what_cannot_be_looked_for(pilot, chat, monkeypatch):
    def refuse(wanted):
        raise InputError("'?' has no word to look for")

    monkeypatch.setattr(pilot.app.screen, "_find", refuse)
    await pilot.press("question_mark", "enter")
    await chat.settle(pilot)
    assert chat.words(pilot.app, ".said") == ["'?' has no word to look for"]
    await pilot.press("escape")
    assert not isinstance(pilot.app.screen, MentionScreen)


async def test_a_damaged_index_is_said_and_the_chat_goes_on(pilot, chat, monkeypatch):
    def refuse(wanted):
        raise IndexDamagedError("/i/texts: truncated", Remedy.BUILD_ANEW)

    monkeypatch.setattr(pilot.app.screen, "_find", refuse)
    await pilot.press("m", "enter")
    await chat.settle(pilot)
    assert chat.words(pilot.app, ".said") == [
        "/i/texts: truncated; build it anew with: quoth index"
    ]
