"""Passages know their twins."""


class TestTwins:
    def test_they_are_the_later_passages_with_the_same_text(self, library):
        table = library.write(a="One.", b="Two.", c="One.", d="One.").refresh().contents.passages
        assert [table.twins(row) for row in range(4)] == [[2, 3], [], [], []]
