"""Answered: what ``quoth ask`` prints, of an assistant that is open."""

import argparse
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from assistant.citations.pointing import original_of
from assistant.commands.options import asking_of
from assistant.commands.printed import Printed, places_in, records_in
from assistant.console.surroundings import Surroundings
from assistant.conversation import Exchange, Turn
from assistant.each_document import ask_each
from assistant.questions import check_question, is_utf8
from assistant.quotations.mentions import mentions
from assistant.rendering.bibliography import STYLES
from assistant.rendering.comparison import plain_comparison
from assistant.rendering.layout import layout_in
from assistant.rendering.mentions import plain_mentions
from assistant.rendering.turns import plain_text
from index.errors import InputError

if TYPE_CHECKING:
    from assistant.engine import Assistant
    from index.library import Library


def answered(
    options: argparse.Namespace,
    opened: "Callable[[], Assistant]",
    library: "Callable[[], Library]",
    here: Surroundings,
) -> Printed:
    """Return the answer to the question, or all mentions; the code is 1 if the documents do not say.

    Args:
        options: Those of the command, whose ``question`` is one text.
        opened: Opens what answers.
        library: Opens the documents without any model.
        here: Where it is shown.

    Raises:
        QuothError: The question, the sources or the index cannot be used.
    """
    if options.mentions is not None:
        return _mentioned(options, library, here)
    check_question(options.question)
    history = [Exchange(_checked(text, "--history")) for text in options.history]
    assistant = opened()
    if options.each:
        return _compared(options, assistant, history, here)
    asking = asking_of(options)
    turn = assistant.ask(
        options.question, history, k=asking.k, context=asking.context, within=asking.within
    )
    code = 0 if turn.answer.found else 1
    layout = layout_in(here, assistant, explain=options.explain)
    return _in_form(options, assistant, [turn], code, here) or Printed(
        plain_text(turn, layout) + "\n", code
    )


def _compared(
    options: argparse.Namespace,
    assistant: "Assistant",
    history: Sequence[Exchange],
    here: Surroundings,
) -> Printed:
    """Ask each document by itself; the code is 1 if none says."""
    asking = asking_of(options)
    compared = ask_each(
        assistant, options.question, history, context=asking.context, within=asking.within
    )
    turns = [*compared.answering, *compared.silent]
    if not turns:  # nothing was looked for, as after "hi"
        turns.append(
            assistant.ask(
                options.question, history, k=1, context=asking.context, within=asking.within
            )
        )
    code = 0 if compared.answering else 1
    layout = layout_in(here, assistant, explain=options.explain)
    return _in_form(options, assistant, turns, code, here) or Printed(
        plain_comparison(compared, layout) + "\n", code
    )


def _in_form(
    options: argparse.Namespace,
    assistant: "Assistant",
    turns: Sequence[Turn],
    code: int,
    here: Surroundings,
) -> Printed | None:
    """Return turns in the form that the options name; None where they name none."""
    quoted = [passage for turn in turns if turn.answer.found for passage in turn.answer.passages]
    if options.json:
        from assistant.records.answers import IndexName
        from assistant.records.converting import answer_record

        name = IndexName.of(assistant)
        records = (answer_record(turn, name, explain=options.explain) for turn in turns)
        return records_in(records, code)
    if options.cite:
        cited = [passage.citation for passage in quoted]
        return Printed(f"{STYLES[options.cite](cited)}\n" if cited else "", code)
    if options.form:
        marked = [(one.citation, one.highlight.answer or one.highlight) for one in quoted]
        places = (
            (assistant.original(citation.document), place.start, place.end)
            for citation, place in marked
        )
        return places_in(places, code, here)
    return None


def _mentioned(
    options: argparse.Namespace, opened: "Callable[[], Library]", here: Surroundings
) -> Printed:
    """Return every mention of words; the code is 1 if there is none."""
    if options.question or options.history or options.each:
        raise InputError(
            "--all looks for words, and asks nothing; leave the question and --each out"
        )
    wanted = _checked(options.mentions, "--all")
    found = list(mentions(opened(), wanted, asking_of(options).within))
    code = 0 if found else 1
    if options.json:
        from assistant.records.mentions import MentionsRecord

        return records_in([MentionsRecord.of(wanted, found)], code)
    if options.cite:
        cited = [citation for each in found for citation in each.citations]
        return Printed(f"{STYLES[options.cite](cited)}\n" if found else "", code)
    if options.form:
        places = (
            (original_of(each.document, each.text), one.start, one.end)
            for each in found
            for one in each.citations
        )
        return places_in(places, code, here)
    return Printed(plain_mentions(wanted, found, layout_in(here)) + "\n", code)


def _checked(text: str, option: str) -> str:
    if not is_utf8(text):
        raise InputError(f"{option}: the text is not UTF-8")
    return text
