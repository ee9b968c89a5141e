"""Registry: the signals that passages are ranked by."""

from index.signals.best_sentence import BEST_SENTENCE
from index.signals.bm25 import WORDS
from index.signals.dense import MEANING
from index.signals.late_interaction import WORD_BY_WORD, WORD_BY_WORD_IN_A_SENTENCE
from index.signals.signal import Signal

SIGNALS: tuple[Signal, ...] = (
    MEANING,
    BEST_SENTENCE,
    WORDS,
    WORD_BY_WORD,
    WORD_BY_WORD_IN_A_SENTENCE,
)

WEIGHTS = {signal.name: signal.weight for signal in SIGNALS}
"""How much each signal counts, by its name; the score is their weighted mean."""

COLUMNS = tuple(dict.fromkeys(signal.column for signal in SIGNALS if signal.column))
"""What is stored of each passage, once where several signals read it."""
