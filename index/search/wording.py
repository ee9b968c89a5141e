"""Wording: the words of a question, each as the term that it is among those of an index."""

from collections.abc import Mapping
from dataclasses import dataclass

from index.language import ENGLISH, content_words, fold, stem, stop_words, terms
from index.language.recognition import language_among
from index.place import Place, Selection


@dataclass(frozen=True, slots=True)
class Wording:
    """Reads the words of a question by its own language, and by those of the documents.

    Args:
        place: Holds the terms.
        language: The language of the question.
    """

    place: Place
    language: str

    @classmethod
    def of(cls, question: str, place: Place) -> "Wording":
        """Return how the words of a question, and those that are carried over to it, are read."""
        others = (code for code in place.languages if code != ENGLISH)
        return cls(place, language_among(question, (ENGLISH, *others)))

    def terms(self, text: str) -> list[str]:
        """Return the terms of the content words of a text, in order."""
        found = self.readings(text)
        return [found[word] for word in content_words(text, self.language)]

    def readings(self, text: str) -> Mapping[str, str]:
        """Return the term of each content word of a text, in order.

        It is the stem of the question's language, or where no passage has it that of another
        language that one has.
        """
        found = dict.fromkeys(content_words(text, self.language))
        return {word: self._term(word) for word in found}

    def _term(self, word: str) -> str:
        own = stem(word, self.language)
        others = [code for code in self.place.languages if code != self.language]
        if not others:
            return own
        read = [own, *(term for code in others for term in terms(word, code))]
        held = zip(read, self.place.frequencies(read), strict=True)
        return next((term for term, passages in held if passages), own)


def is_mentioned(word: str, place: Place, within: Selection) -> bool:
    """Whether any passage within a selection holds a word, one that it is a part of, or a root.

    A stop word of a language other than English is taken for one that does: "Sie" names nobody.
    """
    others = (code for code in place.languages if code != ENGLISH)
    return any(fold(word) in stop_words(code) for code in others) or place.mentions(word, within)
