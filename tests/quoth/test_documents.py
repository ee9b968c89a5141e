import asyncio
import json

import pytest

import quoth


@pytest.fixture
def documents(desks):
    return quoth.Documents(desks.now())


class TestDocuments:
    def test_answer_by_quoting(self, documents):
        answer = documents.ask("Who built the mill?", k=1)
        (passage,) = answer.passages
        cited = passage.citation
        assert documents.text(cited.document)[cited.start : cited.end] == passage.text
        assert isinstance(answer, quoth.Answer)
        assert json.loads(json.dumps(answer.fields()))["schema"] == "quoth.answer/1"

    def test_follow_on_from_questions_pairs_and_answers(self, documents):
        first = documents.ask("Who built the mill?")
        history = ["What stands here?", ("Who built it?", "Jonas Hale."), first]
        assert documents.ask("Who was the ferry's captain?", history).question.endswith("captain?")

    def test_ask_only_what_is_named(self, documents):
        answer = documents.ask("Who built the mill?", documents=["ferry.txt"])
        assert {one.citation.document for one in answer.passages} == {"ferry.txt"}

    def test_ask_only_what_says_so_of_itself(self, documents):
        answer = documents.ask("Who built the mill?", where=["title=ferry"], newest=True)
        assert {one.citation.document for one in answer.passages} == {"ferry.txt"}
        assert answer.restricted.fields() == {"where": ["title=ferry"], "newest": True}

    def test_find_judge_and_verify(self, documents):
        assert documents.find("built by … in 1911").match == "elided"
        judged = documents.judge("“built by Jonas Hale” and “flown by Jonas Hale in 1911”")
        assert [one.verdict for one in judged.judgements] == ["verbatim", "near"]
        answer = documents.ask("Who built the mill?")
        assert documents.verify(answer).holds
        assert documents.verify(answer.fields()).holds

    def test_are_listed_in_order(self, documents):
        assert [each.id for each in documents] == ["ferry.txt", "mill.txt"]
        assert len(documents) == 2

    def test_can_be_awaited(self, documents):
        async def both():
            return await asyncio.gather(
                documents.aio.ask("Who built the mill?"), documents.aio.find("the mill")
            )

        answer, finding = asyncio.run(both())
        assert answer.fields() == documents.ask("Who built the mill?").fields()
        assert finding.found

    @pytest.mark.parametrize(
        "wrong",
        [
            lambda documents: documents.ask(""),
            lambda documents: documents.ask("Who?", k=0),
            lambda documents: documents.ask("Who?", documents=["none.txt"]),
            lambda documents: documents.ask("Who?", where=["colour=red"]),
            lambda documents: documents.ask("Who?", where=["author=Roe"]),
            lambda documents: documents.find("…"),
            lambda documents: documents.verify({}),
        ],
    )
    def test_refuse_what_cannot_be_used(self, documents, wrong):
        with pytest.raises(quoth.QuothError):
            wrong(documents)


class TestNotebooks:
    def test_show_an_answer_with_its_sentence_marked(self, assistant):
        from assistant.service.desk import Desk

        shown = quoth.Documents(Desk(assistant)).ask("Who is Malashenko?", k=1)._repr_html_()
        assert "<mark>Alexei Malashenko, a leading expert" in shown
        assert "sure:" in shown

    def test_show_differences_and_verdicts(self, documents):
        assert (
            "<del>Hill</del> <ins>Hale</ins>" in documents.find("built by Jonas Hill")._repr_html_()
        )
        assert "<td>not found</td>" in documents.judge("“a big red bus”")._repr_html_()

    def test_show_what_documents_hold_as_text_alone(self, shelf):
        shelf.write(evil="The <script>alert(1)</script> stands here & there.")
        from assistant.engine import Assistant
        from assistant.service.desk import Desk

        documents = quoth.Documents(Desk(Assistant(shelf.refresh())))
        for shown in (documents.ask("What stands here?"), documents.find("stands here & there")):
            assert "<script>" not in shown._repr_html_()


class TestOpening:
    @pytest.mark.model
    def test_builds_an_index_and_asks(self, tmp_path):
        (tmp_path / "mill.txt").write_text("The mill was built by Jonas Hale in 1911.")
        documents = quoth.open(tmp_path, index=tmp_path / "index", reader=None)
        assert documents.ask("Who built the mill?").passages[0].citation.document == "mill.txt"
        again = quoth.open(index=tmp_path / "index", frozen=True, reader=None)
        assert len(again) == 1

    def test_says_what_is_not_there(self, tmp_path):
        with pytest.raises(quoth.QuothError, match="no such file or folder"):
            quoth.open(tmp_path / "none")
