"""Every error that a person can put right, as one small tree.

An error says what was wrong and where, in one line, and what to do next as a remedy, which each
face puts into its own words. Only the outer faces catch these.
"""

from enum import Enum, auto


class Remedy(Enum):
    """What a person can do about an error, where that takes a command or an option."""

    BUILD = auto()
    """Build the index, or refresh it."""
    BUILD_ANEW = auto()
    """Build the index again, of the sources that it records."""
    BUILD_OF_SOURCES = auto()
    """Build the index again, naming its sources, since it can no longer be asked for them."""
    BUILD_ELSEWHERE = auto()
    """Name another folder, or build the index of these sources where it is."""
    CHANGE_MODEL = auto()
    """Build the index with another model."""
    NAME_OTHER_FOLDER = auto()
    """Let the index live in another folder."""
    FREE_SPACE = auto()
    """Free some space, or let the index live in another folder."""
    FREE_SPACE_MEANWHILE = auto()
    """As ``FREE_SPACE``; until then the index answers as it was."""
    CHANGE_FILTERS = auto()
    """Read files that are passed over now."""
    WRITE_OTHER_GLOB = auto()
    """Choose documents by a pattern that is one."""
    CHOOSE_OTHER_DOCUMENTS = auto()
    """Choose documents that there are."""
    CHOOSE_OTHER_SECTIONS = auto()
    """Choose sections that there are."""
    WRITE_OTHER_CONDITION = auto()
    """Choose documents by a condition that is one."""
    CHOOSE_OTHER_CONDITIONS = auto()
    """Choose documents by a condition that some fulfil."""
    CHOOSE_LESS = auto()
    """Choose by documents, by sections or by conditions, not by several that have nothing in common."""
    INSTALL_SCALE = auto()
    """Install what an index elsewhere than in a folder needs."""
    INSTALL_RAY = auto()
    """Install what lets a build have other machines."""
    BUILD_ON = auto()
    """Build again, which goes on with what was finished."""
    LIST_FILES = auto()
    """List which files were not read."""
    INSTALL_MODEL = auto()
    """Install the default model."""
    REINSTALL_MODEL = auto()
    """Install the default model again, in place of what is there."""
    INSTALL_TOKEN_TABLE = auto()
    """Install the table of tokens."""


class QuothError(Exception):
    """Something that keeps a command from running; the faces print it and exit with 2.

    Args:
        problem: What is wrong and where, in one line.
        remedy: What to do next; None where the problem says so, or nothing can be done.
        in_store: Whether the index lives in a store, which a remedy then names instead of a folder.
    """

    def __init__(
        self, problem: str, remedy: Remedy | None = None, *, in_store: bool = False
    ) -> None:
        super().__init__(problem)
        self.remedy = remedy
        self.in_store = in_store


Message = str | QuothError
"""What a person is told; of an error, a face says the remedy too."""


class SourceError(QuothError):
    """A source is missing, unreadable, ambiguous, or holds nothing that can be read."""


class ModelError(QuothError):
    """The embedding model or the token table is missing, damaged, or not the one that is needed."""


class ExportError(ModelError):
    """A model cannot be exported, and has to be run by sentence-transformers itself."""


class IndexDamagedError(QuothError):
    """An index is not whole: a file is missing, truncated or altered."""


class OpenFilesError(QuothError):
    """More files would be open at once than the system allows; what they hold may well be whole."""


class IndexForeignError(QuothError):
    """A folder or an index is not ours to use: another format, other sources, other contents."""


class IndexStaleError(QuothError):
    """An index does not match its sources as they are now, and may not be refreshed."""


class InputError(QuothError):
    """An input file, an output file or an option cannot be used as a whole."""


class IndexUnwritableError(InputError):
    """An index cannot be written: the disk is full, or its folder is read-only."""

    def meanwhile(self) -> "IndexUnwritableError":
        """Return the error for where an index is there already, which answers as it was."""
        is_full = self.remedy is Remedy.FREE_SPACE
        remedy = Remedy.FREE_SPACE_MEANWHILE if is_full else self.remedy
        return IndexUnwritableError(str(self), remedy, in_store=self.in_store)
