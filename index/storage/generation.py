"""Generation: the files of a new index, made of an older one's rows and of new vectors."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.documents import Span
from index.files.arrays import DIGEST, HASHES, PLACES, Codes, Rows, block_hashes, hashed_pieces
from index.files.disk import FileRange, Kept, Parts
from index.files.json_lines import json_line
from index.files.units import JoinedUnits, StoredUnits, placed
from index.model.encoding import Encoding
from index.passages.headings import heading_of
from index.passages.passage import Passage
from index.signals.dense import VECTORS, encode, file_of
from index.signals.postings import Change, changed
from index.signals.registry import COLUMNS
from index.signals.term_files import written
from index.storage.contents import DOCUMENTS, FEW, TEXT_HASHES, TEXTS
from index.storage.layout import KeptDocument, Layout, beginnings
from index.storage.passage_table import PassageTable
from index.storage.stock import Stock
from index.vectors import Vectors

EncodingKey = tuple[str, tuple[Span, ...], str]
"""A passage's text, the places of its sentences in it, and its heading: all that its encoding
depends on."""

_MOSTLY = 2 / 3
"""The part of the files of a large index that must be in use; else they are written anew."""

_NEW = -1
"""Of what stands in no older index the ``n``-th is given as ``_NEW - n``."""


@dataclass(frozen=True, slots=True)
class Encodable:
    """Where each passage's vectors come from, (passages,), and what is yet to be encoded.

    A row of the older index, or ``_NEW - n`` for the ``n``-th of ``wanted``.
    """

    origins: Rows
    wanted: Sequence[EncodingKey]


@dataclass(frozen=True, slots=True)
class NewVectors:
    """What was encoded, in order and as it is stored; columns by the names of their files."""

    passages: list[NDArray[np.uint8]] = field(default_factory=list)
    columns: dict[str, list[Codes]] = field(
        default_factory=lambda: {column.file: [] for column in COLUMNS}
    )

    def append(self, encoding: Encoding) -> None:
        """Take the vectors of one more passage."""
        self.passages.append(encode(encoding.passage[None]))
        for column in COLUMNS:
            self.columns[column.file].append(column.rows(encoding))


def encodable(old: Stock | None, layout: Layout) -> Encodable:
    """Return what is to be encoded of the passages: nothing that the older index holds."""
    origins = layout.origins.copy()
    new = np.flatnonzero(~layout.is_kept)
    held = _held(old.passages, layout.text_hashes[new]) if old and len(new) else {}
    wanted: dict[EncodingKey, int] = {}
    for row, passage in zip(new.tolist(), layout.new, strict=True):
        key = encoding_key(passage)
        before = held.get(key)
        origins[row] = _NEW - wanted.setdefault(key, len(wanted)) if before is None else before
    return Encodable(origins, list(wanted))


def _held(table: PassageTable, hashes: NDArray[np.uint8]) -> dict[EncodingKey, int]:
    """Return the first passage of each encoding, of those whose texts have one of the hashes."""
    held = table.text_hashes[:].reshape(-1, DIGEST)
    # Beginnings of hashes that are alike by chance cost a look at a passage.
    rows = np.flatnonzero(np.isin(beginnings(held), beginnings(hashes))).tolist()
    return {encoding_key(table[row]): row for row in reversed(rows)}


def encoding_key(passage: Passage) -> EncodingKey:
    """Return all that the encoding of a passage depends on."""
    at = passage.start
    sentences = tuple((start - at, end - at) for start, end in passage.sentences)
    return passage.text, sentences, heading_of(passage)


@dataclass(frozen=True, slots=True)
class Placing:
    """The documents' ids, the number of each one's file in the manifest, and what files are called.

    ``shared`` are the names of files that hold several documents, by their numbers.
    """

    ids: Sequence[str]
    owners: Sequence[int]
    shared: Mapping[int, str]


def passage_files(old: Stock | None, layout: Layout, placing: Placing) -> dict[str, Parts | Kept]:
    """Return the files of documents and passages.

    Args:
        old: Holds the documents that ``layout`` keeps.
        layout: Documents and passages.
        placing: The documents' final ids, and their files.

    Raises:
        IndexDamagedError: The older index is not what was written.
    """
    lines = [record.line for record in layout.records]
    numbers: list[int] = []
    new: list[NDArray[np.uint8]] = []
    for document in layout.documents:
        if isinstance(document, KeptDocument):
            numbers.append(document.number)
        else:
            numbers.append(_NEW - len(new))
            new.append(np.frombuffer(document.document.text.encode(), np.uint8))
    held = old.passages.texts if old else None
    kept = old.kept.passages.texts if old and old.kept else None
    own = kept if isinstance(kept, StoredUnits) else None
    texts = _gathered(held, np.array(numbers, np.int64), new, own)
    last = np.cumsum(layout.counts)
    first = last - layout.counts
    rows, sections = layout.rows()
    names = {"documents": [*placing.ids], "sections": sections}
    names |= {"shared": list(placing.shared.items()), "languages": layout.languages}
    places = np.column_stack(
        [np.array(placing.owners), first, last, texts.starts[:-1], texts.starts[1:]]
    )
    return {
        **texts.files(TEXTS),
        **hashed_pieces(DOCUMENTS, b"".join(lines)),
        "document_starts.bin": [np.cumsum([0, *map(len, lines)], dtype=np.int64).data],
        "document_places.bin": [places.data],
        "names.json": [json_line(names)],
        "passages.bin": [rows.astype(np.int32).data],
        "sentences.bin": [layout.sentences().data],
        **hashed_pieces(TEXT_HASHES, layout.text_hashes.tobytes()),
    }


def vector_files(
    old: Stock | None, origins: Rows, new: NewVectors, projection: Vectors
) -> dict[str, Parts | Kept]:
    """Return the files of vectors.

    Args:
        old: The older index, if some of its vectors are kept.
        origins: Where each passage's come from, as ``Encodable`` says.
        new: What was encoded.
        projection: What token vectors were made smaller by.

    Raises:
        IndexDamagedError: The older index is not what was written.
    """
    files: dict[str, Parts | Kept] = {}
    for column in COLUMNS:
        held = old.columns[column.file] if old else None
        kept = old.kept.columns[column.file] if old and old.kept else None
        units = _gathered(held, origins, new.columns[column.file], kept)
        files |= units.files(column.file)
        if column.starts:
            files[column.starts] = [units.starts.data]
    dimension = len(projection)
    codes = _runs(old.codes if old else None, origins, new.passages)
    vectors = file_of(codes, len(origins), dimension)
    return {
        **files,
        VECTORS: vectors,
        VECTORS + HASHES: [block_hashes(vectors)],
        "projection.bin": [projection.astype(np.float32).data],
    }


def term_files(old: Stock | None, layout: Layout) -> dict[str, Parts | Kept]:
    """Return the files of terms; see ``passage_files``."""
    change = Change(layout.word_origins, layout.added_words(), layout.removed_words())
    return {**written(changed(old.lexicals if old else (), change))}


@dataclass(frozen=True, slots=True)
class _Units:
    """Units of rows as files hold them; see ``StoredUnits``.

    ``kept`` are the files of an older index that stay, ``places`` where units stand in these and behind.
    """

    parts: Parts
    starts: Rows
    hashes: NDArray[np.uint8]
    kept: Sequence[tuple[Path, int]] = ()
    places: Rows | None = None
    size: int = 0

    def files(self, name: str) -> dict[str, Parts | Kept]:
        """Return the file of this name, those behind it, and the one with the hashes of units."""
        made: dict[str, Parts | Kept] = {name + HASHES: [self.hashes.data]}
        if self.places is None:
            return {name: self.parts, **made}
        held: list[tuple[Parts | Kept, int]] = [(Kept(path), size) for path, size in self.kept]
        held += [(self.parts, self.size)] if self.size else []
        names = [name, *(f"{name}.{number}" for number in range(1, len(held)))]
        made |= {each: part for each, (part, _) in zip(names, held, strict=True)}
        return {**made, name + PLACES: placed([size for _, size in held], self.places)}


def _gathered(
    old: StoredUnits | JoinedUnits | None,
    origins: Rows,
    new: Sequence[NDArray[Any]],
    kept: StoredUnits | None = None,
) -> _Units:
    """Put units together: those of an older index as they lie there, in runs, and new ones.

    Args:
        old: What units are taken from.
        origins: Where each comes from, as ``Encodable`` says.
        new: The new ones.
        kept: Holds the first of the older ones in files that may stay as they are.

    Raises:
        IndexDamagedError: One of the older ones is not what was written.
    """
    digests = b"".join(hashlib.sha256(np.ascontiguousarray(rows).data).digest() for rows in new)
    hashes = np.frombuffer(digests, np.uint8).reshape(-1, DIGEST)
    sizes = np.array([len(rows) for rows in new], np.int64)
    counts = _picked(np.diff(old.starts) if old else None, sizes, origins)
    starts = np.append(0, np.cumsum(counts))
    picked = _picked(old.hashes if old else None, hashes, origins)
    stays = (origins >= 0) & (origins < len(kept)) if kept else None
    if kept is None or stays is None or not _is_worth_keeping(kept, int(counts[stays].sum())):
        return _Units(_runs(old, origins, new), starts, picked)
    added = counts[~stays]
    places = np.empty(len(origins), np.int64)
    places[stays] = kept.places[origins[stays]]
    held = sum(size for _, size in kept.files)
    places[~stays] = held // kept.row_size + np.cumsum(added) - added
    size = int(added.sum()) * kept.row_size
    return _Units(_runs(old, origins[~stays], new), starts, picked, kept.files, places, size)


def _is_worth_keeping(units: StoredUnits, rows: int) -> bool:
    """Whether most of some files is used, and they are few."""
    held = sum(size for _, size in units.files)
    return len(units.files) < FEW and rows * units.row_size >= _MOSTLY * held


def _runs(
    old: StoredUnits | JoinedUnits | None, origins: Rows, new: Sequence[NDArray[Any]]
) -> Parts:
    """Return the bytes of units, see ``_gathered``, or where they lie."""
    if not len(origins):
        return []
    is_new = origins < 0
    is_apart = (np.diff(origins) != 1) | is_new[1:] | is_new[:-1]
    parts: list[bytes | memoryview | FileRange] = []
    for run in np.split(origins, np.flatnonzero(is_apart) + 1):
        first, last = int(run[0]), int(run[-1]) + 1
        if old and first >= 0:
            parts += old.stretch(first, last)
        else:
            parts.append(np.ascontiguousarray(new[_NEW - first]).data)
    return parts


def _picked(old: NDArray[Any] | None, new: NDArray[Any], origins: Rows) -> NDArray[Any]:
    """Return for each origin its row of the older array, or of the new one."""
    is_new = origins < 0
    if old is None or is_new.all():
        return new[_NEW - origins]
    rows = old[np.maximum(origins, 0)]
    rows[is_new] = new[_NEW - origins[is_new]]
    return rows
