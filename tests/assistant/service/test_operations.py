import json

import jsonschema
import pytest

from assistant.service.faults import MissingError, RequestError
from assistant.service.operations import OPERATIONS
from assistant.service.schemas import schema_of
from index.errors import InputError


@pytest.fixture
def do(desks):
    """Do something; its request and its result fit what is declared of them."""

    def run(name, **fields):
        operation = OPERATIONS[name]
        jsonschema.validate(fields, schema_of(operation.request))
        result = operation.do(desks.now(), fields).fields()
        jsonschema.validate(json.loads(json.dumps(result)), schema_of(operation.result))
        return result

    return run


class TestAsking:
    def test_gives_the_record_that_the_command_prints(self, do):
        answer = do("ask", question="Who built the mill?", k=1)
        assert answer["schema"] == "quoth.answer/1"
        assert "Jonas Hale" in answer["passages"][0]["text"]

    def test_asks_only_what_is_named(self, do):
        answer = do("ask", question="Who built the mill?", documents=["ferry.txt"])
        assert {one["citation"]["document"] for one in answer["passages"]} == {"ferry.txt"}

    def test_gives_the_same_answer_each_time(self, do):
        assert do("ask", question="Who built it?") == do("ask", question="Who built it?")


class TestSearching:
    def test_gives_ids_that_can_be_fetched(self, do):
        (best, *_) = do("search", query="the last captain of the ferry")["results"]
        fetched = do("fetch", id=best["id"])
        assert best["document"] == "ferry.txt"
        assert best["text"] in fetched["text"]
        assert (fetched["id"], fetched["url"]) == (best["id"], best["url"])

    def test_documents_can_be_fetched_whole(self, do):
        fetched = do("fetch", id="ferry.txt")
        assert fetched["metadata"]["is_whole"]
        assert fetched["text"].endswith("Edith Crane.")

    @pytest.mark.parametrize(
        "name", ["../mill.txt", "/etc/passwd", "mill.txt#0-99999", "mill", "#"]
    )
    def test_nothing_else_can_be_fetched(self, do, name):
        with pytest.raises(MissingError):
            do("fetch", id=name)

    def test_long_documents_are_fetched_in_part(self, village, do):
        village.write(long="A line of words. " * 5000)
        metadata = do("fetch", id="long.txt")["metadata"]
        assert (metadata["start"], metadata["end"], metadata["is_whole"]) == (0, 20_000, False)


class TestQuotations:
    def test_are_found(self, do):
        assert do("find", quotation="built by Jonas Hale")["match"] == "exact"

    def test_of_a_text_are_judged(self, do):
        judged = do("judge", text="It was “built by Jonas Hale” and “It had nine wheels”.")
        assert not judged["holds"]
        assert [one["verdict"] for one in judged["judgements"]] == ["verbatim", "near"]

    def test_of_a_text_without_any_all_hold(self, do):
        assert do("judge", text="Nothing is quoted.") == {
            "schema": "quoth.judged/1",
            "holds": True,
            "judgements": [],
        }


class TestVerifying:
    def test_says_what_has_become_of_an_answer(self, do, village):
        answer = do("ask", question="Who built the mill?", k=2)
        assert do("verify", answer=answer)["holds"]
        village.write(ferry="The ferry is gone.")
        verified = do("verify", answer=answer)
        states = {one["document"]: one["state"] for one in verified["verdicts"]}
        assert states == {"mill.txt": "intact", "ferry.txt": "changed"}
        assert not verified["holds"]

    def test_refuses_what_is_no_answer(self, do):
        with pytest.raises(RequestError, match="without passages"):
            do("verify", answer={})


class TestDocuments:
    def test_are_listed_page_by_page(self, do):
        first = do("documents", k=1)
        assert (first["count"], first["documents"][0]["id"], first["next"]) == (
            2,
            "ferry.txt",
            "ferry.txt",
        )
        second = do("documents", k=1, after="ferry.txt")
        assert second["documents"][0]["title"] == "The Old Mill"
        assert "next" not in second


class TestRequests:
    @pytest.mark.parametrize(
        ("name", "fields"),
        [
            ("ask", {}),
            ("ask", {"question": 3}),
            ("ask", {"question": ""}),
            ("ask", {"question": "a" * 10_001}),
            ("ask", {"question": "a", "k": 0}),
            ("ask", {"question": "a", "k": True}),
            ("ask", {"question": "a", "unknown": 1}),
            ("ask", {"question": "a", "where": ["title=" + "a" * 4096]}),
            ("ask", {"question": "a", "sections": ["a"] * 1001}),
            ("ask", []),
            ("judge", {"text": "a" * 200_001}),
        ],
    )
    def test_that_are_not_as_declared_are_refused(self, desks, name, fields):
        with pytest.raises(RequestError):
            OPERATIONS[name].do(desks.now(), fields)

    def test_that_cannot_be_answered_are_refused(self, do):
        for fields in ({"question": "  "}, {"question": "a", "documents": ["none.txt"]}):
            with pytest.raises(InputError):
                do("ask", **fields)


class TestReplacedIndexes:
    def test_the_next_answer_is_of_the_new_one(self, do, village):
        assert do("find", quotation="a yellow submarine")["match"] == "none"
        village.write(sea="There lived a yellow submarine.")
        village.refresh()
        assert do("find", quotation="a yellow submarine")["match"] == "exact"

    def test_the_same_desk_serves_while_nothing_changes(self, desks):
        assert desks.now() is desks.now()
