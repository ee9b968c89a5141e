"""Restriction: which documents and sections a question is asked of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Restriction:
    """What a person chose of the documents; false where nothing is chosen, so that all may answer.

    Args:
        documents: Globs of ids, as ``named_by`` has them; a document is chosen that any names.
        sections: Words of headings; a passage is chosen that lies under a heading with all words
            of one of them.
        where: Conditions on what documents say of themselves, as ``Condition`` reads them; a
            document is chosen that fulfils all.
        newest: Whether of what answers about as well the newest comes first; leaves everything in.
    """

    documents: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    newest: bool = False

    def __bool__(self) -> bool:
        return self.leaves_out or self.newest

    @property
    def leaves_out(self) -> bool:
        """Whether some passages may not answer."""
        return bool(self.documents or self.sections or self.where)


EVERYTHING = Restriction()
