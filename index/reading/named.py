"""Readers by name: cross-encoders and extractive question answering models, run by torch."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.documents import Span
from index.errors import ModelError
from index.model.models import full_name, is_here_or_reachable, quiet, without_pickle
from index.passages.tokens import TokenCounter
from index.reading.reader import PassageReader, PassageToRead, Reading
from index.reading.spans import SpanFound, best_span

_PUBLISHER = "cross-encoder"
_LONGEST = 512
"""Wordpieces; some models name no limit at all."""


def named_reader(name: str) -> PassageReader:
    """Load a reader by name or path: a sentence-transformers CrossEncoder, or one that extracts.

    Raises:
        ModelError: There is no such model here, or it is no reader.
    """
    path = full_name(name)
    if not is_here_or_reachable(path, _PUBLISHER):
        raise ModelError(
            f"reader {name!r} is not on this machine and its hub cannot be reached; "
            "name the path of its folder"
        )
    known = path if "/" in path or Path(path).is_dir() else f"{_PUBLISHER}/{path}"
    try:
        with quiet(), without_pickle():
            return _loaded(name, known)
    except (OSError, ValueError, ImportError, RuntimeError, KeyError) as error:
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise ModelError(f"reader {name!r} cannot be loaded ({reason}); name another one") from None


def _loaded(name: str, path: str) -> PassageReader:
    from transformers import AutoConfig

    config: Any = AutoConfig.from_pretrained(path)
    kinds = config.architectures or ()
    if any(kind.endswith("ForQuestionAnswering") for kind in kinds):
        return ExtractingReader(name, path)
    if any(kind.endswith("ForSequenceClassification") for kind in kinds) and config.num_labels == 1:
        return ScoringReader(name, path)
    raise ModelError(
        f"model {name!r} is no reader: name a CrossEncoder with one score, "
        "or a model for extractive question answering"
    )


class ScoringReader:
    """A sentence-transformers CrossEncoder: it says whether a passage answers, not with what."""

    def __init__(self, name: str, path: str) -> None:
        from sentence_transformers import CrossEncoder

        self.name = name
        self._model: Any = CrossEncoder(path, device="cpu", model_kwargs={"use_safetensors": True})

    def read(self, question: str, passages: Sequence[PassageToRead]) -> list[Reading | None]:
        """Return the score of each passage; see ``PassageReader``."""
        import torch

        pairs = [(question, _under_heading(passage)) for passage in passages]
        scores = [  # one by one: a batch moves them by a last bit
            self._model.predict([pair], activation_fn=torch.nn.Identity(), show_progress_bar=False)
            for pair in pairs
        ]
        return [Reading(round(float(score[0]), 4)) for score in scores]


class ExtractingReader:
    """A model for extractive question answering: how far its best words exceed no answer counts."""

    def __init__(self, name: str, path: str) -> None:
        from transformers import AutoModelForQuestionAnswering, AutoTokenizer

        self.name = name
        self._tokenizer: Any = AutoTokenizer.from_pretrained(path, use_fast=True)
        self._model: Any = AutoModelForQuestionAnswering.from_pretrained(path, use_safetensors=True)
        self._model.eval()
        self._longest = min(int(self._tokenizer.model_max_length), _LONGEST)

    def read(self, question: str, passages: Sequence[PassageToRead]) -> list[Reading | None]:
        """Return the best words of each passage; see ``PassageReader``."""
        return [self._read(question, passage) for passage in passages]

    def _read(self, question: str, passage: PassageToRead) -> Reading | None:
        found = [span for asked in self._parts(question) for span in self._spans(asked, passage)]
        if not found:
            return None
        best = max(found, key=lambda each: each.margin)
        margin = round(best.margin, 4)
        return Reading(margin, margin, best.span)

    def _spans(self, question: str, passage: PassageToRead) -> Iterator[SpanFound]:
        """Give the best words of each window of a passage."""
        import torch

        second = _under_heading(passage)
        before = len(second) - len(passage.text)
        windows = self._tokenizer(
            question, second, truncation="only_second", stride=self._longest // 8,
            max_length=self._longest, return_overflowing_tokens=True,
            return_offsets_mapping=True, return_tensors="pt", padding=True,
        )  # fmt: skip
        offsets = windows.pop("offset_mapping").tolist()
        windows.pop("overflow_to_sample_mapping", None)
        with torch.no_grad():
            made = self._model(**windows)
        logits = np.stack([made.start_logits.numpy(), made.end_logits.numpy()], axis=-1)
        for number, row in enumerate(offsets):
            parts = zip(row, windows.sequence_ids(number), strict=True)
            found = best_span(logits[number], [_place(*place, before) for place in parts])
            if found:
                yield found

    def _parts(self, question: str) -> list[str]:
        """Return a question in parts that leave most of a window to the passage."""
        counter = TokenCounter(self._length, self._longest // 3, None)
        return [question[slice(*span)] for span in counter.pieces(question, 0, len(question))]

    def _length(self, text: str) -> int:
        return len(self._tokenizer(text, add_special_tokens=False)["input_ids"])


def _place(span: Sequence[int], part: int | None, before: int) -> Span | None:
    start, end = span
    return (start - before, end - before) if part == 1 and before <= start < end else None


def _under_heading(passage: PassageToRead) -> str:
    return f"{passage.heading}\n{passage.text}" if passage.heading else passage.text
