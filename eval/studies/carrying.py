"""Carrying: the words carried into follow-ups against those that a person's rewrites took over.

A word is needed where its stem stands in the rewrite and in the conversation, and not in the question.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from lzma import LZMAError
from pathlib import Path

from assistant.console.counting import counted
from assistant.console.safe_text import safe_line
from assistant.conversation import Exchange, History
from assistant.understanding.dialogue_acts import asking, dialogue_act
from assistant.understanding.following import Told, needed_words
from eval.training.following.conversations import read_follow_ups, stems
from eval.training.following.mixture import held_out
from index.errors import InputError
from index.library import Library

CONVERSATIONS = ".jsonl.xz"
"""How the name of a file ends that holds conversations with rewrites, and no documents."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A question with its history, the form that a person gave it, and the words carried into it."""

    question: str
    history: History
    rewrite: str
    carried: Sequence[str]

    @property
    def taken(self) -> frozenset[str]:
        """The stems that were carried."""
        return frozenset().union(*map(stems, self.carried))

    @property
    def missing(self) -> frozenset[str]:
        """The stems that the question lacks; empty where it stands alone."""
        return stems(self.rewrite) - stems(self.question)

    @property
    def needed(self) -> frozenset[str]:
        """The missing stems that stand in the conversation, where they can be found."""
        said = (f"{one.question} {one.answer or ''}" for one in self.history)
        return self.missing & frozenset().union(*map(stems, said))


@dataclass(frozen=True, slots=True)
class Carrying:
    """How the words carried into questions agree with their rewrites.

    Args:
        questions: How many have a rewrite.
        right: Stems that were carried and needed, over all questions.
        carried: Stems that were carried.
        needed: Stems that were needed.
        alone: Questions that need nothing.
        idle: Those of them that carry a word all the same.
    """

    questions: int
    right: int
    carried: int
    needed: int
    alone: int
    idle: int

    @property
    def precision(self) -> float:
        """The share of the carried stems that were needed."""
        return self.right / max(1, self.carried)

    @property
    def recall(self) -> float:
        """The share of the needed stems that were carried."""
        return self.right / max(1, self.needed)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / max(1, self.carried + self.needed)

    def sentence(self) -> str:
        """Return all of it in words."""
        asked = counted(self.questions, "rewritten question")
        alone = counted(self.alone, "question")
        return (
            f"Words carried over, against {asked}: precision {self.precision:.3f}, "
            f"recall {self.recall:.3f}, F1 {self.f1:.3f}; of {alone} that "
            f"{'need' if self.alone != 1 else 'needs'} none, {self.idle:,} "
            f"{'carry' if self.idle != 1 else 'carries'} some."
        )


def carrying(rewritten: Iterable[Rewritten]) -> Carrying:
    """Return how the words carried into questions agree with their rewrites."""
    found = [(one.taken, one.needed, one.missing) for one in rewritten]
    return Carrying(
        questions=len(found),
        right=sum(len(taken & needed) for taken, needed, _ in found),
        carried=sum(len(taken) for taken, _, _ in found),
        needed=sum(len(needed) for _, needed, _ in found),
        alone=sum(not missing for _, _, missing in found),
        idle=sum(bool(taken) and not missing for taken, _, missing in found),
    )


def of_conversations(path: Path) -> str:
    """Return what is carried in the held-out conversations of a file, as a section of Markdown.

    They are those that training the carrier on the file leaves out, with a question of another
    conversation for every four.

    Raises:
        InputError: The file cannot be read, or is no such file.
    """
    found = carrying(held_out_of(path, Library.open().following().told))
    return f"### {safe_line(path.name)}: held-out conversations\n\n{found.sentence()}"


def held_out_of(path: Path, told: Told) -> Iterator[Rewritten]:
    """Yield the questions of the held-out conversations of a file, each with the words carried.

    Raises:
        InputError: The file cannot be read, or is no such file.
    """
    try:
        rows = held_out(read_follow_ups(path))
    except (OSError, EOFError, LZMAError, ValueError, LookupError, TypeError) as error:
        message = f"{path}: holds no conversations with rewrites ({error})"
        raise InputError(message) from None
    for row in rows:
        history = [Exchange(one.question, one.answer or None) for one in row.history]
        act = dialogue_act(row.question)
        is_searched = act is None or act.continues
        needed = needed_words(row.question, asking(history), told) if is_searched else ()
        yield Rewritten(row.question, history, row.rewrite, [each.word for each in needed])
