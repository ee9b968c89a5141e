"""Links of Markdown, as they are shown."""

import pytest

from assistant.rendering.links import links_as_text


class TestLinks:
    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("See [the mill](http://example.org/a_(b)) here.", "See the mill here."),
            ('![A mill](mill.png "Old") stands.', "A mill stands."),
            ("See [the mill][ref] and [1][].", "See the mill and 1."),
            ("At <https://example.org> now.", "At https://example.org now."),
            ("A [note] is none.", "A [note] is none."),
            ("[a](" * 1000, "[a](" * 1000),
        ],
    )
    def test_they_are_their_text(self, text, shown):
        assert links_as_text(text, "docs/a.MD") == shown

    def test_other_formats_have_none(self):
        assert links_as_text("[a](b)", "a.txt") == "[a](b)"
