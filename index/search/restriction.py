"""Restriction: which documents and sections a question is asked of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Restriction:
    """What a person chose of the documents; false where nothing is chosen, so that all may answer.

    Args:
        documents: Globs of ids, as ``named_by`` has them; a document is chosen that any names.
        sections: Words of headings; a passage is chosen that lies under a heading with all words
            of one of them.
    """

    documents: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.documents or self.sections)


EVERYTHING = Restriction()
