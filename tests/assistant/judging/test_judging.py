from types import SimpleNamespace

import pytest

from assistant.answering import Citation
from assistant.judging.extracting import Extract
from assistant.judging.judge import Judge, Verdict
from assistant.judging.naming import Said
from assistant.quotations.finding import Finding, Match, QuotedPlace


class TestPages:
    """A quotation that stands on the twentieth page, which the document calls 12."""

    @pytest.fixture
    def verdict(self):
        citation = Citation(
            1, "mill.pdf", "Mill", None, None, 20, 5, 9, "", "", "0", page_label="12"
        )
        place = QuotedPlace(Match.EXACT, "mill", citation, "mill")
        finder = SimpleNamespace(find=lambda quotation: Finding(quotation, (place,)))
        judge = Judge(finder, lambda _: pytest.fail("a quotation is no claim"))

        def of(*pages):
            (judgement,) = judge.judged([Extract("mill", 1, Said(("mill.pdf",), pages))])
            return judgement.verdict

        return of

    def test_may_be_counted_or_called_as_the_document_does(self, verdict):
        assert verdict() is verdict(20) is verdict(12) is verdict(19, 20) is Verdict.VERBATIM

    def test_count_for_nothing_where_the_document_says_the_end_that_seems_to_name_them(self):
        citation = Citation(1, "ferry.md", "Ferry", None, None, None, 5, 9, "", "", "0")
        finder = SimpleNamespace(
            find=lambda said: Finding(said, (QuotedPlace(Match.EXACT, said, citation, said),))
        )
        extract = Extract("It has.", 1, Said(("mill.pdf",)), whole="It has. (mill.pdf)")
        (judgement,) = Judge(finder, pytest.fail).judged([extract])
        assert judgement.verdict is Verdict.VERBATIM
        assert judgement.extract.text == "It has. (mill.pdf)"

    def test_that_are_others_are_misattributed(self, verdict):
        assert verdict(13) is Verdict.MISATTRIBUTED
