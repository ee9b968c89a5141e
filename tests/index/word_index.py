"""An index of words alone."""

import numpy as np

from index.signals.postings import Change, Searchable, changed


def lexical_index(texts):
    """Index passages; a passage is what is searchable of it, as one text."""
    return changed((), Change(np.full(len(texts), -1, np.int64), map(Searchable, texts), ()))
