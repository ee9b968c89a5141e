"""Mutants: files as a bad disk, a bad cable or a bad hand would leave them."""

import os
from dataclasses import dataclass
from pathlib import Path

PAGE = 4096


@dataclass(frozen=True)
class Mutant:
    """One way to damage one file; ``apply`` does it, ``undo`` puts the file back."""

    how: str
    path: Path
    whole: bytes
    damaged: bytes | str
    """The bytes instead; or a name: ``gone``, ``folder``, ``pipe``, ``link out``."""

    def __str__(self):
        return f"{self.how} of {self.path.name}"

    def apply(self):
        if isinstance(self.damaged, bytes):
            self.path.write_bytes(self.damaged)
            return
        self.path.unlink()
        if self.damaged == "folder":
            self.path.mkdir()
        elif self.damaged == "pipe":
            os.mkfifo(self.path)
        elif self.damaged == "link out":
            outside = self.path.parents[1] / "outside"
            outside.write_bytes(self.whole)
            self.path.symlink_to(outside)

    def undo(self):
        if self.path.is_dir() and not self.path.is_symlink():
            self.path.rmdir()
        else:
            self.path.unlink(missing_ok=True)
        (self.path.parents[1] / "outside").unlink(missing_ok=True)
        self.path.write_bytes(self.whole)


def mutant(generator, paths, others=()):
    """Return a random mutant of one of ``paths``; ``others`` are files to swap in."""
    path = generator.choice(paths)
    whole = path.read_bytes()
    how = generator.choice([*_WAYS, "swap", "twin", "gone", "folder", "pipe", "link out"])
    if how == "swap":
        damaged = generator.choice(paths).read_bytes()
    elif how == "twin":
        twins = [other for other in others if other.name == path.name] or [path]
        damaged = generator.choice(twins).read_bytes()
    elif how in _WAYS:
        damaged = _WAYS[how](generator, whole)
    else:
        damaged = how
    return Mutant(how, path, whole, damaged)


def _truncated(generator, whole):
    return whole[: generator.randrange(max(len(whole), 1))]


def _flipped(generator, whole):
    damaged = bytearray(whole)
    for _ in range(generator.choice([1, 1, 2, 50])):
        if damaged:
            damaged[generator.randrange(len(damaged))] ^= 1 << generator.randrange(8)
    return bytes(damaged)


def _zeroed(generator, whole):
    at = generator.randrange(max(len(whole) // PAGE, 1)) * PAGE
    return whole[:at] + bytes(len(whole[at : at + PAGE])) + whole[at + PAGE :]


def _shuffled(generator, whole):
    middle = generator.randrange(max(len(whole), 1))
    return whole[middle:] + whole[:middle]


def _grown(generator, whole):
    return whole + generator.choice([b"\0", b"}", whole])


def _forged_size(generator, whole):
    """A size field of the first bytes that claims more than any machine has."""
    at = generator.randrange(min(max(len(whole) - 8, 1), 64))
    return whole[:at] + (2**40).to_bytes(8, "little") + whole[at + 8 :]


_WAYS = {
    "truncation": _truncated,
    "flip": _flipped,
    "zeroed page": _zeroed,
    "rotation": _shuffled,
    "growth": _grown,
    "forged size": _forged_size,
}
