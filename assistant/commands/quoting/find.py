"""``quoth find``: where a quotation stands in the documents."""

import argparse

from assistant.asking import LONGEST_QUOTATION
from assistant.commands.options import check_form, open_library
from assistant.commands.warm.asking import ask_warm
from assistant.console.surroundings import Surroundings
from assistant.console.typed_text import typed_text


def run(options: argparse.Namespace) -> int:
    """Look for the quotation; return 1 if it stands nowhere, not even nearly.

    Raises:
        QuothError: The quotation, the sources or the index cannot be used.
    """
    check_form(options)
    options.quotation = typed_text(options.quotation, "quotation", "quoth find", LONGEST_QUOTATION)
    here = Surroundings.here()
    printed = ask_warm("find", options, here)
    if printed is None:
        from assistant.commands.quoting.found import found
        from assistant.quotations.finder import Finder

        library = open_library(options)
        printed = found(options, library, Finder(library), here)
    return printed.put(quiet=options.quiet)
