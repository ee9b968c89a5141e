"""A file of streams in folders, as programs of Office wrote them, in the plainest form."""

import struct
from itertools import pairwise

_SECTOR, _SMALL, _END, _FREE, _NONE = 512, 64, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF
_STREAM, _FOLDER, _ROOT = 2, 1, 5


def compound_file(tree):
    """Return the bytes of a file, given its streams by their names; a dict is a folder."""
    entries, small, small_table = [["Root Entry", _ROOT, _NONE, _END, 0]], bytearray(), []

    def add(held):
        numbers = []
        for name, value in held.items():
            number = len(entries)
            numbers.append(number)
            if isinstance(value, dict):
                entries.append([name, _FOLDER, _NONE, 0, 0, _NONE])
                entries[number][2] = add(value)
                continue
            assert len(value) < 4096
            blocks = -(-len(value) // _SMALL)
            first = len(small_table)
            small_table.extend([*range(first + 1, first + blocks), _END] if blocks else [])
            small.extend(value.ljust(blocks * _SMALL, b"\0"))
            entries.append([name, _STREAM, _NONE, first if blocks else _END, len(value), _NONE])
        for number, following in pairwise(numbers):
            entries[number][5] = following
        return numbers[0] if numbers else _NONE

    entries[0][2] = add(tree)
    entries[0].append(_NONE)
    table_of_small = b"".join(struct.pack("<I", each) for each in small_table)
    parts = [bytes(small), table_of_small]
    sizes = [-(-len(part) // _SECTOR) for part in parts]
    folders = -(-len(entries) * 128 // _SECTOR)
    starts = [1, 1 + sizes[0], 1 + sum(sizes)]
    entries[0][3:5] = starts[0], len(small)
    chains = [0xFFFFFFFD]
    for start, count in zip(starts, (*sizes, folders), strict=True):
        chains += [*range(start + 1, start + count), _END]
    assert len(chains) <= _SECTOR // 4
    table = b"".join(struct.pack("<I", each) for each in chains).ljust(_SECTOR, b"\xff")
    listed = b"".join(_entry(*entry) for entry in entries)
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII", bytes.fromhex("d0cf11e0a1b11ae1"), 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, starts[2], 0, 4096, starts[1], sizes[1], _END, 0, 0,
    )  # fmt: skip
    header = header.ljust(_SECTOR, b"\xff")
    body = [part.ljust(size * _SECTOR, b"\0") for part, size in zip(parts, sizes, strict=True)]
    return header + table + b"".join(body) + listed.ljust(folders * _SECTOR, b"\0")


def _entry(name, kind, child, start, size, following):
    coded = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII36xIQ", coded, len(coded), kind, 1, _NONE, following, child, start, size
    )
