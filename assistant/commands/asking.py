"""``quoth ask``: one question and its answer, or that of each document."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

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
from assistant.conversation import Exchange, Turn
from assistant.each_document import ask_each
from assistant.questions import LONGEST_QUESTION, check_question, is_utf8
from assistant.quotations.mentions import mentions
from assistant.rendering.bibliography import STYLES
from assistant.rendering.comparison import plain_comparison
from assistant.rendering.layout import layout_of_stdout
from assistant.rendering.mentions import plain_mentions
from assistant.rendering.turns import plain_text
from index.errors import InputError

if TYPE_CHECKING:
    from assistant.engine import Assistant


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
    history = [Exchange(_checked(text, "--history")) for text in options.history]
    assistant = open_assistant(options)
    if options.each:
        return _compare(options, assistant, question, history)
    asking = asking_of(options)
    turn = assistant.ask(
        question, history, k=asking.k, context=asking.context, within=asking.within
    )
    if not _print_as_asked(options, assistant, [turn]):
        write_text(plain_text(turn, layout_of_stdout(assistant, explain=options.explain)) + "\n")
    return 0 if turn.answer.found else 1


def _compare(
    options: argparse.Namespace, assistant: "Assistant", question: str, history: Sequence[Exchange]
) -> int:
    """Ask each document by itself; return 1 if none says."""
    asking = asking_of(options)
    compared = ask_each(assistant, question, history, context=asking.context, within=asking.within)
    turns = [*compared.answering, *compared.silent]
    if not turns:  # nothing was looked for, as after "hi"
        turns.append(
            assistant.ask(question, history, k=1, context=asking.context, within=asking.within)
        )
    if not _print_as_asked(options, assistant, turns):
        layout = layout_of_stdout(assistant, explain=options.explain)
        write_text(plain_comparison(compared, layout) + "\n")
    return 0 if compared.answering else 1


def _print_as_asked(
    options: argparse.Namespace, assistant: "Assistant", turns: Sequence[Turn]
) -> bool:
    """Print turns in the form that the options name; return whether they name one."""
    quoted = [passage for turn in turns if turn.answer.found for passage in turn.answer.passages]
    if options.json:
        from assistant.records.answers import IndexName
        from assistant.records.converting import answer_record

        name = IndexName.of(assistant)
        for turn in turns:
            record = answer_record(turn, name, explain=options.explain)
            write_record(standard_output(), record.fields())
    elif options.cite:
        cited = [passage.citation for passage in quoted]
        write_text(f"{STYLES[options.cite](cited)}\n" if cited else "")
    elif options.form:
        marked = [(one.citation, one.highlight.answer or one.highlight) for one in quoted]
        print_vimgrep(
            (
                (assistant.original(citation.document), place.start, place.end)
                for citation, place in marked
            ),
            quiet=options.quiet,
        )
    return bool(options.json or options.cite or options.form)


def _mention(options: argparse.Namespace) -> int:
    """Give every mention of words; return 1 if there is none."""
    if options.question or options.history or options.each:
        raise InputError(
            "--all looks for words, and asks nothing; leave the question and --each out"
        )
    wanted = _checked(options.mentions, "--all")
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


def _checked(text: str, option: str) -> str:
    if not is_utf8(text):
        raise InputError(f"{option}: the text is not UTF-8")
    return text
