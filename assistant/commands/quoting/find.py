"""``quoth find``: where a quotation stands in the documents."""

import argparse

from assistant.citations.pointing import original_of
from assistant.commands.options import check_form, open_library, print_vimgrep
from assistant.console.streams import standard_output, write_record, write_text
from assistant.console.typed_text import typed_text
from assistant.quotations.finder import LONGEST, Finder
from assistant.rendering.bibliography import STYLES


def run(options: argparse.Namespace) -> int:
    """Look for the quotation; return 1 if it stands nowhere, not even nearly.

    Raises:
        QuothError: The quotation, the sources or the index cannot be used.
    """
    check_form(options)
    quotation = typed_text(options.quotation, "quotation", "quoth find", LONGEST)
    library = open_library(options)
    finding = Finder(library).find(quotation)
    cited = [place.citation for place in finding.places[: options.k]]
    if options.json:
        from assistant.records.findings import FindingRecord

        write_record(standard_output(), FindingRecord.of(finding, options.k).fields())
    elif options.cite:
        write_text(f"{STYLES[options.cite](cited)}\n" if cited else "")
    elif options.form:
        documents = library.documents
        print_vimgrep(
            (
                (
                    original_of(documents[one.document], library.text(one.document)),
                    one.start,
                    one.end,
                )
                for one in cited
            ),
            quiet=options.quiet,
        )
    else:
        from assistant.rendering.findings import plain_finding
        from assistant.rendering.layout import layout_of_stdout

        write_text(plain_finding(finding, layout_of_stdout(), options.k) + "\n")
    return 0 if finding.places else 1
