"""``quoth ask``: one question, one answer."""

import argparse

from assistant.citations.pointing import original_of
from assistant.commands.options import (
    asking_of,
    check_form,
    open_assistant,
    open_library,
    print_vimgrep,
)
from assistant.console.streams import standard_output, write_record, write_text
from assistant.console.typed_text import typed_text
from assistant.conversation import Exchange
from assistant.questions import LONGEST_QUESTION, check_question, is_utf8
from assistant.quotations.mentions import mentions
from assistant.rendering.bibliography import STYLES
from assistant.rendering.layout import layout_of_stdout
from assistant.rendering.mentions import plain_mentions
from assistant.rendering.turns import plain_text
from index.errors import InputError


def run(options: argparse.Namespace) -> int:
    """Answer the question, or give all mentions; return 1 if the documents do not say.

    Raises:
        QuothError: The question, the sources or the index cannot be used.
    """
    check_form(options)
    if options.mentions is not None:
        return _mention(options)
    question = typed_text(options.question, "question", "quoth ask", LONGEST_QUESTION)
    check_question(question)
    history = [Exchange(_checked(text)) for text in options.history]
    assistant = open_assistant(options)
    asking = asking_of(options)
    turn = assistant.ask(
        question, history, k=asking.k, context=asking.context, within=asking.within
    )
    if options.json:
        from assistant.records.answers import IndexName
        from assistant.records.converting import answer_record

        record = answer_record(turn, IndexName.of(assistant), explain=options.explain)
        write_record(standard_output(), record.fields())
    elif options.cite:
        cited = [passage.citation for passage in turn.answer.passages if turn.answer.found]
        write_text(f"{STYLES[options.cite](cited)}\n" if cited else "")
    elif options.form:
        shown = turn.answer.passages if turn.answer.found else ()
        marked = [(one.citation, one.highlight.answer or one.highlight) for one in shown]
        print_vimgrep(
            (
                (assistant.original(citation.document), place.start, place.end)
                for citation, place in marked
            ),
            quiet=options.quiet,
        )
    else:
        write_text(plain_text(turn, layout_of_stdout(assistant, explain=options.explain)) + "\n")
    return 0 if turn.answer.found else 1


def _mention(options: argparse.Namespace) -> int:
    """Give every mention of words; return 1 if there is none."""
    if options.question or options.history:
        raise InputError("--all looks for words, and asks nothing; leave the question out")
    wanted = options.mentions
    library = open_library(options)
    found = list(mentions(library, wanted, asking_of(options).within))
    if options.json:
        from assistant.records.mentions import MentionsRecord

        write_record(standard_output(), MentionsRecord.of(wanted, found).fields())
    elif options.cite:
        cited = [citation for each in found for citation in each.citations]
        write_text(f"{STYLES[options.cite](cited)}\n" if found else "")
    elif options.form:
        print_vimgrep(
            (
                (original_of(each.document, each.text), one.start, one.end)
                for each in found
                for one in each.citations
            ),
            quiet=options.quiet,
        )
    else:
        write_text(plain_mentions(wanted, found, layout_of_stdout()) + "\n")
    return 0 if found else 1


def _checked(text: str) -> str:
    if not is_utf8(text):
        raise InputError("--history: the text is not UTF-8")
    return text
