"""``quoth find``: where a quotation stands in the documents."""

import argparse

from assistant.commands.options import open_library
from assistant.console.streams import standard_output, write_record, write_text
from assistant.console.typed_text import typed_text
from assistant.quotations.finder import LONGEST, Finder
from assistant.rendering.bibliography import STYLES
from index.errors import InputError


def run(options: argparse.Namespace) -> int:
    """Look for the quotation; return 1 if it stands nowhere, not even nearly.

    Raises:
        QuothError: The quotation, the sources or the index cannot be used.
    """
    if options.json and options.cite:
        raise InputError("--json and --cite are two forms of one result; leave one of them out")
    quotation = typed_text(options.quotation, "quotation", "quoth find", LONGEST)
    finding = Finder(open_library(options)).find(quotation)
    if options.json:
        from assistant.records.findings import FindingRecord

        write_record(standard_output(), FindingRecord.of(finding, options.k).fields())
    elif options.cite:
        entries = STYLES[options.cite]([place.citation for place in finding.places[: options.k]])
        write_text(f"{entries}\n" if finding.places else "")
    else:
        from assistant.rendering.findings import plain_finding
        from assistant.rendering.layout import layout_of_stdout

        write_text(plain_finding(finding, layout_of_stdout(), options.k) + "\n")
    return 0 if finding.places else 1
