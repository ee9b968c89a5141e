"""``quoth ask``: one question and its answer, or that of each document."""

import argparse
from functools import partial

from assistant.asking import LONGEST_QUESTION
from assistant.commands.options import check_form, open_assistant, open_library
from assistant.commands.warm.asking import ask_warm
from assistant.console.surroundings import Surroundings
from assistant.console.typed_text import typed_text


def run(options: argparse.Namespace) -> int:
    """Answer the question, or give all mentions; return 1 if the documents do not say.

    Raises:
        QuothError: The question, the sources or the index cannot be used.
    """
    check_form(options)
    if options.mentions is None:
        options.question = typed_text(options.question, "question", "quoth ask", LONGEST_QUESTION)
    here = Surroundings.here()
    printed = ask_warm("ask", options, here)
    if printed is None:
        from assistant.commands.answered import answered

        printed = answered(
            options, partial(open_assistant, options), partial(open_library, options), here
        )
    code = printed.put(quiet=options.quiet)
    if options.daemon:
        from assistant.commands.warm.starting import start

        start(options)
    return code
