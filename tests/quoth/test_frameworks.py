"""LangChain and LlamaIndex, where they are installed: ``make frameworks`` installs and asks them."""

import asyncio

import pytest
from msgspec import structs

import quoth


class Silent(quoth.Documents):
    """Documents that never say."""

    def ask(self, *arguments, **options):
        return structs.replace(super().ask(*arguments, **options), found=False, certainty="no")


@pytest.fixture
def documents(desks):
    return quoth.Documents(desks.now())


@pytest.fixture
def langchain(documents):
    pytest.importorskip("langchain_core")
    from quoth.langchain import QuothRetriever

    return lambda asked=documents, **settings: QuothRetriever(documents=asked, **settings)


@pytest.fixture
def llama_index(documents):
    pytest.importorskip("llama_index.core")
    from quoth.llama_index import QuothRetriever

    return lambda asked=documents, **settings: QuothRetriever(asked, **settings)


def assert_proven(text, metadata, documents):
    whole = documents.text(metadata["document"])
    assert whole[metadata["start"] : metadata["end"]] == text
    marked = whole[metadata["sentence_start"] : metadata["sentence_end"]]
    assert marked == metadata["sentence"]
    assert metadata["certainty"] in {"sure", "unsure"}


class TestLangChain:
    def test_gets_passages_that_are_proven_by_their_metadata(self, langchain, documents):
        found = langchain(k=2).invoke("Who built the mill?")
        assert found[0].id == "mill.txt[14:131]"
        for each in found:
            assert_proven(each.page_content, each.metadata, documents)

    def test_can_be_awaited(self, langchain):
        retriever = langchain(k=1)
        (awaited,) = asyncio.run(retriever.ainvoke("Who built the mill?"))
        assert [awaited] == retriever.invoke("Who built the mill?")

    def test_gets_nothing_where_the_documents_do_not_say_unless_it_asks_for_the_nearest(
        self, langchain, desks
    ):
        silent = Silent(desks.now())
        assert langchain(silent).invoke("Who built the mill?") == []
        nearest = langchain(silent, only_found=False).invoke("Who built the mill?")
        assert {each.metadata["certainty"] for each in nearest} == {"no"}


class TestLlamaIndex:
    def test_gets_passages_with_their_offsets(self, llama_index, documents):
        found = llama_index(k=2).retrieve("Who built the mill?")
        assert found[0].node.id_ == "mill.txt[14:131]"
        for each in found:
            span = (each.node.start_char_idx, each.node.end_char_idx)
            assert span == (each.node.metadata["start"], each.node.metadata["end"])
            assert_proven(each.node.text, each.node.metadata, documents)
            assert each.node.get_content(metadata_mode="llm") == each.node.text

    def test_gets_nothing_where_the_documents_do_not_say_unless_it_asks_for_the_nearest(
        self, llama_index, desks
    ):
        silent = Silent(desks.now())
        assert llama_index(silent).retrieve("Who built the mill?") == []
        assert llama_index(silent, only_found=False).retrieve("Who built the mill?")
