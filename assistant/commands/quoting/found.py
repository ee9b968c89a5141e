"""Found: what ``quoth find`` prints, of documents that are open."""

import argparse
from typing import TYPE_CHECKING

from assistant.citations.pointing import original_of
from assistant.commands.printed import Printed, places_in, records_in
from assistant.console.surroundings import Surroundings
from assistant.quotations.finder import Finder
from assistant.rendering.bibliography import STYLES

if TYPE_CHECKING:
    from index.library import Library


def found(
    options: argparse.Namespace, library: "Library", finder: Finder, here: Surroundings
) -> Printed:
    """Return where the quotation stands; the code is 1 if it stands nowhere, not even nearly.

    Raises:
        QuothError: The quotation cannot be used, or an editor's lines cannot be told.
    """
    finding = finder.find(options.quotation)
    cited = [place.citation for place in finding.places[: options.k]]
    code = 0 if finding.places else 1
    if options.json:
        from assistant.records.findings import FindingRecord

        return records_in([FindingRecord.of(finding, options.k)], code)
    if options.cite:
        return Printed(f"{STYLES[options.cite](cited)}\n" if cited else "", code)
    if options.form:
        places = (
            (
                original_of(library.documents[one.document], library.text(one.document)),
                one.start,
                one.end,
            )
            for one in cited
        )
        return places_in(places, code, here)
    from assistant.rendering.findings import plain_finding
    from assistant.rendering.layout import layout_in

    return Printed(plain_finding(finding, layout_in(here), options.k) + "\n", code)
