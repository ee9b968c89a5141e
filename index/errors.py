"""Every error that a person can put right, as one small tree.

A message says what was wrong, where, and what to do next, in one line. Only the outer
faces catch these.
"""


class QuothError(Exception):
    """Something that keeps a command from running; the faces print it and exit with 2."""


class SourceError(QuothError):
    """A source is missing, unreadable, ambiguous, or holds nothing that can be read."""


class ModelError(QuothError):
    """The embedding model or the token table is missing, damaged, or not the one that is needed."""


class ExportError(ModelError):
    """A model cannot be exported, and has to be run by sentence-transformers itself."""


class IndexDamagedError(QuothError):
    """An index is not whole: a file is missing, truncated or altered."""


class IndexForeignError(QuothError):
    """A folder or an index is not ours to use: another format, other sources, other contents."""


class IndexStaleError(QuothError):
    """An index does not match its sources as they are now, and may not be refreshed."""


class InputError(QuothError):
    """An input file, an output file or an option cannot be used as a whole."""


class IndexUnwritableError(InputError):
    """An index cannot be written: the disk is full, or its folder is read-only."""
