"""The documents as a LangChain retriever: ``pip install 'quoth[langchain]'``."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from quoth.documents import Documents
from quoth.passages import identity, metadata


class QuothRetriever(BaseRetriever):
    """Gives the passages of ``Documents.ask``, best first; none where the documents do not say.

    The metadata of each has the place of the passage, the sentence that answers and how sure that is;
    see ``quoth.passages.metadata``. A QuothError is raised for a question that cannot be asked.

    Attributes:
        documents: As ``quoth.open`` gives them.
        k: How many passages to give.
        only_found: Give nothing where nothing answers; False gives the nearest passages then.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    documents: Documents
    k: int = 5
    only_found: bool = True

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - by the name it is called with
        **_: Any,
    ) -> list[Document]:
        answer = self.documents.ask(query, k=self.k)
        if self.only_found and not answer.found:
            return []
        return [
            Document(passage.text, id=identity(passage), metadata=metadata(answer, passage))
            for passage in answer.passages
        ]
