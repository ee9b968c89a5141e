"""SQuAD: articles whose paragraphs have questions; those of 2.0 that nothing answers are near misses."""

from pathlib import Path

from msgspec import Struct

from eval.questions.public_sets.public_set import PublicSet, decoded


class _Answer(Struct):
    text: str


class _Question(Struct):
    id: str
    question: str
    answers: list[_Answer] = []
    is_impossible: bool = False


class _Paragraph(Struct):
    context: str
    qas: list[_Question] = []


class _Article(Struct):
    title: str
    paragraphs: list[_Paragraph]


class _Squad(Struct):
    data: list[_Article]


def read(path: Path) -> PublicSet:
    """Read SQuAD 1.1 or 2.0, or what has its layout, as XQuAD has: each paragraph is a document.

    Raises:
        InputError: The file cannot be read, or is not in this layout.
    """
    found = PublicSet()
    for article in decoded(path, _Squad, "SQuAD").data:
        for number, paragraph in enumerate(article.paragraphs, 1):
            document = f"{article.title}#{number}"
            found.documents[document] = article.title.replace("_", " "), paragraph.context
            for question in paragraph.qas:
                found.add_query(
                    question.id,
                    question.question,
                    answerable=not question.is_impossible,
                    answers=list(dict.fromkeys(answer.text for answer in question.answers)),
                )
                if not question.is_impossible:
                    found.qrels.append((question.id, document, 1))
    return found
