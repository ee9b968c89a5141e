"""The engine, with the real model: from a question to a turn that proves itself."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.answering import Certainty
from assistant.commands.cli import main
from assistant.conversation import Conversation, Exchange
from assistant.engine import Assistant
from assistant.questions import LONGEST_QUESTION
from index.documents import text_sha256
from index.errors import IndexForeignError, IndexStaleError, InputError
from index.storage.manifest import Manifest

DUSHANBE = "How many people died in the gun battles in Dushanbe?"
ARTICLE = "russia-offers-to-support-tajikistan.txt"


def passages_of(turn):
    return [(p.rank, p.score, p.text, p.highlight, p.citation) for p in turn.answer.passages]


class TestTheArticle:
    def test_the_first_passage_answers_and_its_sentence_is_highlighted(self, assistant):
        turn = assistant.ask(DUSHANBE)
        first = turn.answer.passages[0]
        assert "more than 20 people" in first.highlight.text
        assert turn.answer.found

    def test_the_words_that_answer_stand_in_the_sentence(self, assistant):
        words = assistant.ask(DUSHANBE).answer.passages[0].highlight.answer
        assert words.text in {"20", "20 people", "more than 20", "more than 20 people"}
        assert assistant.text(ARTICLE)[words.start : words.end] == words.text

    def test_where_nothing_answers_there_are_no_such_words(self, assistant):
        turn = assistant.ask("Who won the chess tournament in Reykjavik?")
        assert not turn.answer.found
        assert all(passage.highlight.answer is None for passage in turn.answer.passages)

    def test_without_a_reader_nothing_is_read(self, article_index, assistant):
        plain = Assistant.open(index=article_index, reader=None)
        passages = plain.ask(DUSHANBE).answer.passages
        assert (plain.reader, assistant.reader[:12]) == (None, "quoth-reader")
        assert all((passage.read, passage.highlight.answer) == (None, None) for passage in passages)

    def test_what_is_answered_does_not_depend_on_the_number_of_passages(self, assistant):
        one, many = (assistant.ask(DUSHANBE, k=k).answer for k in (1, 20))
        assert one.passages[0] == many.passages[0]
        assert one.confidence == many.confidence

    def test_offsets_are_those_of_the_file(self, assistant):
        text = assistant.documents[0].path.read_text(encoding="utf-8")
        for passage in assistant.ask(DUSHANBE, k=20).answer.passages:
            cited, highlight = passage.citation, passage.highlight
            assert text[cited.start : cited.end] == passage.text
            assert text[highlight.start : highlight.end] == highlight.text
            assert cited.start <= highlight.start < highlight.end <= cited.end
            assert text[: cited.start].endswith(cited.prefix)
            assert text[cited.end :].startswith(cited.suffix)
            assert len(cited.prefix) == min(32, cited.start)
            assert len(cited.suffix) == min(32, len(text) - cited.end)

    def test_the_citation_names_document_title_and_hash(self, assistant):
        cited = assistant.ask(DUSHANBE).answer.passages[0].citation
        assert cited.document == ARTICLE
        assert cited.title == "Russia Offers to Support Tajikistan…But There’s a Price"
        assert cited.sha256 == text_sha256(assistant.text(ARTICLE))
        assert cited.page is None
        assert cited.intact

    def test_before_the_first_heading_there_is_no_section(self, assistant):
        cited = assistant.ask(DUSHANBE).answer.passages[0].citation
        assert (cited.section, cited.paragraph) == (None, 2)

    def test_below_a_heading_it_is_cited(self, assistant):
        question = "What would embolden ISIS, according to Malashenko?"
        assert assistant.ask(question).answer.passages[0].citation.section == (
            "Exploiting a Vulnerability"
        )

    def test_its_file_is_opened_at_the_line_of_the_citation(self, assistant):
        cited = assistant.ask(DUSHANBE).answer.passages[0].citation
        place = assistant.original(cited.document).place(cited.start, cited.end)
        assert place.path == assistant.documents[0].path
        lines = place.path.read_text(encoding="utf-8").split("\n")
        assert lines[place.line - 1].startswith("In mid September, Vladimir Putin announced")
        assert cited.link == f"{ARTICLE}:{place.line}"

    def test_it_has_one_document_and_its_outline(self, assistant):
        [document] = assistant.documents
        assert (document.id, document.sha256) == (ARTICLE, text_sha256(assistant.text(ARTICLE)))
        assert [(heading.level, heading.label) for heading in assistant.outline(ARTICLE)] == [
            (1, "Exploiting a Vulnerability"),
            (1, "Rising Military Dependency"),
        ]
        for heading in assistant.outline(ARTICLE):
            assert assistant.text(ARTICLE)[heading.start : heading.end] == heading.label

    def test_an_unknown_document_is_a_key_error(self, assistant):
        with pytest.raises(KeyError):
            assistant.text("missing.txt")
        with pytest.raises(KeyError):
            assistant.outline("missing.txt")


class TestAsking:
    def test_fewer_passages_are_the_first_of_more(self, assistant):
        whole = passages_of(assistant.ask(DUSHANBE, k=100))
        assert len(whole) > 10
        for k in range(len(whole) + 1):
            assert passages_of(assistant.ask(DUSHANBE, k=k)) == whole[:k]

    def test_found_and_confidence_do_not_depend_on_how_many_are_shown(self, assistant):
        answers = [assistant.ask(DUSHANBE, k=k).answer for k in (1, 5, 100)]
        assert len({(answer.found, answer.confidence) for answer in answers}) == 1

    def test_ranks_and_markers_count_from_one(self, assistant):
        answer = assistant.ask(DUSHANBE).answer
        assert [(p.rank, p.citation.marker) for p in answer.passages] == [
            (n, n) for n in range(1, 6)
        ]

    def test_confidence_is_a_probability(self, assistant):
        for question in [DUSHANBE, "😀", "the of and", "What is the capital of Peru?"]:
            assert 0 <= assistant.ask(question).answer.confidence <= 1

    def test_a_question_of_unknown_symbols_is_not_found(self, assistant):
        turn = assistant.ask("😀😀")
        assert not turn.answer.found
        assert {passage.score for passage in turn.answer.passages} == {0.0}

    def test_it_is_to_retrieve_and_to_compose(self, assistant):
        assert assistant.compose(assistant.retrieve(DUSHANBE)) == assistant.ask(DUSHANBE)

    def test_the_same_question_has_the_same_answer_from_every_thread(self, assistant):
        questions = [DUSHANBE, "Who is Malashenko?", "What did the CSTO warn of?"] * 4
        alone = [assistant.ask(question) for question in questions]
        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(assistant.ask, questions)) == alone

    @pytest.mark.parametrize("question", ["", " ", "\n\t\u2003"])
    def test_a_blank_question_is_refused(self, assistant, question):
        with pytest.raises(InputError, match="the question is empty"):
            assistant.ask(question)

    def test_a_question_that_is_too_long_is_refused(self, assistant):
        with pytest.raises(InputError, match="10,001 characters"):
            assistant.ask("x" * (LONGEST_QUESTION + 1))

    def test_the_longest_question_is_answered(self, assistant):
        question = (DUSHANBE + " ") * 300
        assert assistant.ask(question[:LONGEST_QUESTION]).answer.passages

    @pytest.mark.parametrize(
        "question",
        ["<|endoftext|>", "[SEP]", "\x00", "\x1b[31m", "x" * 9_000, "؟", "a\u0301" * 900],
    )
    def test_a_nasty_question_is_answered_like_any_other(self, assistant, question):
        turn = assistant.ask(question)
        assert turn.question == question
        assert len(turn.answer.passages) == 5


class TestFollowUps:
    HISTORY = (Exchange("What did Putin promise Rahmon in September?", "Help."),)

    def test_what_is_carried_is_searched_and_shown(self, assistant):
        query = assistant.ask("And what does he want in return?", self.HISTORY).query
        assert query.carried
        assert query.text == f"And what does he want in return? {' '.join(query.carried)}"

    def test_without_context_earlier_turns_have_no_influence(self, assistant):
        question = "And what does he want in return?"
        assert assistant.ask(question, self.HISTORY, context=False) == assistant.ask(question)

    def test_where_nothing_is_carried_the_answer_is_that_without_context(self, assistant):
        turn = assistant.ask(DUSHANBE, self.HISTORY)
        assert turn.query.carried == ()
        assert turn == assistant.ask(DUSHANBE, self.HISTORY, context=False)

    def test_a_conversation_grows_by_what_is_appended_alone(self, assistant):
        conversation = Conversation()
        with pytest.raises(InputError):
            assistant.ask("", conversation.history)
        turn = assistant.ask(DUSHANBE, conversation.history)
        assert conversation.turns == ()
        conversation.append(turn)
        [exchange] = conversation.history
        assert exchange.question == DUSHANBE
        assert "more than 20 people" in exchange.answer

    def test_what_did_not_answer_is_no_answer_to_lean_on(self, assistant):
        turn = assistant.ask("How do I bake bread without yeast?")
        assert not turn.answer.found
        assert turn.as_exchange() == Exchange(turn.question, None)


class TestWhatWasAnsweredBefore:
    def test_a_follow_up_ranks_its_passage_lower_and_says_so(self, assistant):
        first = assistant.ask(DUSHANBE)
        asked = [Exchange(DUSHANBE), first.as_exchange()]
        [unknown, known] = (
            next(p for p in turn.answer.passages if p.text == first.answer.passages[0].text)
            for turn in (assistant.ask("And who did it?", [past], k=20) for past in asked)
        )
        assert "answered before" in [reason.signal for reason in known.explanation.reasons]
        assert "answered before" not in [reason.signal for reason in unknown.explanation.reasons]

    def test_a_question_that_stands_alone_is_not_touched(self, assistant):
        past = assistant.ask(DUSHANBE).as_exchange()
        assert assistant.ask(DUSHANBE, [past]) == assistant.ask(DUSHANBE)


class TestNamesThatNoDocumentHolds:
    def test_they_are_named(self, assistant):
        answer = assistant.ask("Did Rahmon ever visit Narnia?").answer
        assert answer.unmentioned == ("Narnia",)

    def test_so_are_numbers(self, assistant):
        answer = assistant.ask("How many troops of the 201st base died in 1877?").answer
        assert answer.unmentioned == ("1877",)

    def test_a_number_that_stands_there_in_another_form_is_not(self, assistant):
        answer = assistant.ask("Which 1,200,000 people were displaced in the civil war?").answer
        assert answer.unmentioned == ()

    @pytest.mark.parametrize(
        "question",
        [
            "Did Rahmon visit the Kremlin?",
            "Is it Rahmon’s or the Tajiks’ army?",
            "Who opposed the EEU?",
            "Is Malashenk an expert?",
        ],
    )
    def test_names_that_stand_there_in_some_form_are_not(self, assistant, question):
        assert assistant.ask(question).answer.unmentioned == ()


class TestAHeading:
    """A Markdown file shows which of its lines are headings; so does every other format."""

    @pytest.fixture
    def ask(self, tmp_path):
        def ask(text, question):
            (tmp_path / "help.md").write_text(text)
            return Assistant.open([tmp_path / "help.md"], tmp_path / "index").ask(question).answer

        return ask

    @pytest.mark.parametrize("question", ["Where do I pay?", "Who is the director?"])
    def test_under_which_nothing_lies_answers_nothing(self, ask, question):
        answer = ask("# Help\n\n## Where do I pay?\n\n## Who is the director?\n", question)
        assert (answer.found, answer.confidence) == (False, 0.0)

    def test_is_not_marked_where_anything_else_stands(self, ask):
        text = "# Help\n\n## Where do I pay?\n\nAt the desk.\n\n## Who is the director?\n"
        [passage] = ask(text, "Who is the director?").passages
        assert passage.highlight.text == "At the desk."

    def test_is_answered_by_what_stands_under_it(self, ask):
        answer = ask("# Help\n\n## Where do I pay?\n\nAt the desk.\n", "Where do I pay?")
        assert answer.certainty is Certainty.SURE
        assert answer.passages[0].highlight.text == "At the desk."


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "bridge.txt").write_text("The bridge was closed in winter. Traffic went by ferry.")
    (folder / "metal.txt").write_text("Copper prices rose. So did the price of tin.")
    return folder


class TestDocumentsThatChange:
    def test_the_citations_of_a_changed_document_say_so(self, folder, tmp_path):
        assistant = Assistant.open([folder], tmp_path / "index")
        (folder / "bridge.txt").write_text("The bridge was open in winter.")
        passages = assistant.ask("When was the bridge closed?").answer.passages
        assert {p.citation.document: p.citation.intact for p in passages} == {
            "bridge.txt": False,
            "metal.txt": True,
        }
        assert passages[0].text == "The bridge was closed in winter. Traffic went by ferry."

    def test_identical_passages_are_cited_where_they_stand(self, folder, tmp_path):
        twin = folder / "twin.txt"
        twin.write_text("\n\n" + (folder / "bridge.txt").read_text())
        assistant = Assistant.open([folder], tmp_path / "index")
        first = assistant.ask("When was the bridge closed?").answer.passages[0]
        assert first.citation.document == "bridge.txt"
        [also] = first.also
        assert (also.document, also.start, also.sha256) == (
            "twin.txt", 2, text_sha256(twin.read_text()),
        )  # fmt: skip

    def test_opening_again_refreshes(self, folder, tmp_path):
        Assistant.open([folder], tmp_path / "index")
        (folder / "new.txt").write_text("The opera sang all night.")
        assistant = Assistant.open([folder], tmp_path / "index")
        assert assistant.ask("Who sang?").answer.passages[0].citation.document == "new.txt"

    def test_frozen_it_refuses_instead(self, folder, tmp_path):
        Assistant.open([folder], tmp_path / "index")
        (folder / "new.txt").write_text("The opera sang all night.")
        with pytest.raises(IndexStaleError):
            Assistant.open([folder], tmp_path / "index", frozen=True)


class TestOpening:
    @pytest.mark.usefixtures("without_model")
    @pytest.mark.parametrize("is_source_named", [True, False])
    def test_a_question_parses_the_manifest_once(
        self, folder, tmp_path, monkeypatch, capfd, is_source_named
    ):
        named = ["-s", str(folder), "--index", str(tmp_path / "index")]
        assert main(["index", *named, "--model", "fake"]) == 0
        read, times = Manifest.read, []
        monkeypatch.setattr(Manifest, "read", lambda at, *how: times.append(at) or read(at, *how))
        main(["ask", "When was the bridge closed?", *(named if is_source_named else named[2:])])
        assert "The bridge was closed" in capfd.readouterr().out
        assert times == [tmp_path / "index"]

    def test_an_index_without_sources_uses_those_it_records(self, folder, tmp_path):
        first = Assistant.open([folder], tmp_path / "index")
        again = Assistant.open(index=tmp_path / "index")
        assert again.documents == first.documents
        assert again.fingerprint == first.fingerprint

    def test_an_index_of_other_sources_is_refused(self, folder, tmp_path):
        Assistant.open([folder], tmp_path / "index")
        with pytest.raises(IndexForeignError, match="is an index of"):
            Assistant.open([folder / "metal.txt"], tmp_path / "index")

    def test_bad_files_are_told_once(self, folder, tmp_path):
        (folder / "bad.txt").write_bytes(b"\0\xff")
        said = []
        Assistant.open([folder], tmp_path / "index", warn=said.append)
        assert said[0] == f"building the index of {folder}"
        assert len(said) == 2
        assert str(folder / "bad.txt") in said[1]

    def test_the_default_is_the_article_in_the_users_cache(self):
        assert [document.id for document in Assistant.open().documents] == [ARTICLE]
