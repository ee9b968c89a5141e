"""Asking: how questions are answered, whoever asks them."""

from dataclasses import dataclass

from index.search.restriction import EVERYTHING, Restriction

DEFAULT_K = 5
"""Passages of an answer."""
LONGEST_QUESTION = 10_000
"""Characters; a question longer than the model's window is searched in windows."""
LONGEST_QUOTATION = 10_000
"""Characters of a quotation that is looked for."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How questions are answered: ``k`` passages each, with the conversation, with reasons.

    ``within`` are the documents and sections that they are asked of.
    """

    k: int = DEFAULT_K
    context: bool = True
    explain: bool = False
    within: Restriction = EVERYTHING
