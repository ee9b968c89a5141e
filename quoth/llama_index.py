"""The documents as a LlamaIndex retriever: ``pip install 'quoth[llama-index]'``."""

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from quoth.documents import Documents
from quoth.passages import identity, metadata


class QuothRetriever(BaseRetriever):
    """Gives the passages of ``Documents.ask``, best first; none where the documents do not say.

    ``start_char_idx`` and ``end_char_idx`` of a node are the offsets of its passage in
    ``documents.text(document)``; its metadata has the citation, the sentence that answers and how sure
    that is, see ``quoth.passages.metadata``. A QuothError is raised for a question that cannot be
    asked.

    Args:
        documents: As ``quoth.open`` gives them.
        k: How many passages to give.
        only_found: Give nothing where nothing answers; False gives the nearest passages then.
    """

    def __init__(self, documents: Documents, *, k: int = 5, only_found: bool = True) -> None:
        super().__init__()
        self._documents = documents
        self._k = k
        self._only_found = only_found

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        answer = self._documents.ask(query_bundle.query_str, k=self._k)
        if self._only_found and not answer.found:
            return []
        nodes = []
        for passage in answer.passages:
            node = TextNode(
                id_=identity(passage),
                text=passage.text,
                metadata=metadata(answer, passage),
                start_char_idx=passage.citation.start,
                end_char_idx=passage.citation.end,
            )
            # What proves a passage is no part of its text for a model.
            node.excluded_embed_metadata_keys = node.excluded_llm_metadata_keys = list(
                node.metadata
            )
            nodes.append(NodeWithScore(node=node, score=passage.score))
        return nodes
