"""QReCC: conversations of which a person rewrote every question to stand alone."""

from pathlib import Path

from msgspec import Struct, field

from eval.questions.public_sets.public_set import PublicSet, decoded


class _Turn(Struct):
    conversation: int = field(name="Conversation_no")
    turn: int = field(name="Turn_no")
    question: str = field(name="Question")
    context: list[str] = field(name="Context", default_factory=list)
    rewrite: str = field(name="Rewrite", default="")
    truth_rewrite: str = field(name="Truth_rewrite", default="")
    answer: str = field(name="Answer", default="")
    truth_answer: str = field(name="Truth_answer", default="")


def read(path: Path) -> PublicSet:
    """Read a file of turns.

    Its pages are not part of it: the documents are the answers of all turns, and relevant is the
    turn's own. Answers of earlier turns compete, unless ``--exclude-answered`` leaves them out.

    Raises:
        InputError: The file cannot be read, or is not in this layout.
    """
    found = PublicSet()
    for turn in decoded(path, list[_Turn], "QReCC"):
        name = f"{turn.conversation}_{turn.turn}"
        answer = (turn.answer or turn.truth_answer).strip()
        found.add_query(
            name,
            turn.question,
            answerable=True if answer else None,
            history=_history(turn.context),
            rewrite=turn.rewrite or turn.truth_rewrite,
        )
        if answer:
            found.documents[name] = "", answer
            found.qrels.append((name, name, 1))
    return found


def _history(said: list[str]) -> list[dict[str, str]]:
    """Return exchanges of what was said in turns, a question first."""
    answers = [*said[1::2], ""][: len(said[::2])]
    pairs = zip(said[::2], answers, strict=True)
    return [
        {"question": question, "answer": answer} if answer else {"question": question}
        for question, answer in pairs
    ]
