import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.quotations.comparing import Setting, settings_between
from assistant.quotations.differences import Difference, differences, tokens


class TestSettings:
    @pytest.mark.parametrize(
        ("quoted", "text", "settings"),
        [
            ("the mill", "the mill", ()),
            ("the  old mill", "the old\nmill", (Setting.WHITE_SPACE,)),
            ('it\'s "old"', "it’s “old”", (Setting.QUOTES,)),
            ("'old'", "“old”", (Setting.QUOTES,)),
            ("the mill - old - stands", "the mill—old—stands", (Setting.DASHES,)),
            ("1914-1918", "1914–1918", (Setting.DASHES,)),
            ("telephone", "tele-\nphone", (Setting.DASHES,)),
            ("cooperate", "co-operate", (Setting.DASHES,)),
            ("[T]he mill", "the mill", (Setting.CASE, Setting.BRACKETS)),
            ("the MILL", "the mill", (Setting.CASE,)),
            ("Pump 118.75 Nord", "Pump | 118.75 | Nord", (Setting.CELLS,)),
            ("Pump \u00b7 118.75", "| Pump | 118.75 |", (Setting.CELLS,)),
            (r"a \<b> \| 2\.5", "a <b> | 2.5", (Setting.ESCAPES,)),
            ("the mill is old", "the **mill** is _old_", (Setting.EMPHASIS,)),
            ("one two", "> one\n> two", (Setting.EMPHASIS, Setting.WHITE_SPACE)),
            ("fine", "\uff46ine", (Setting.FORMS,)),
            ("fine", "\ufb01ne", (Setting.FORMS, Setting.CASE)),
            ("so... it was", "so… it was", (Setting.FORMS,)),
        ],
    )
    def test_are_told_where_the_words_are_the_same(self, quoted, text, settings):
        found = settings_between(quoted, text)
        assert found is not None
        assert set(found) == set(settings)

    @pytest.mark.parametrize(
        ("quoted", "text"),
        [
            ("the mill", "the mills"),
            ("1.5 million", "15 million"),
            ("10-15 men", "1015 men"),
            ("-5 degrees", "5 degrees"),
            ("therapist", "the rapist"),
            ("well known", "well-known"),
            ("yes, sir", "yes sir"),
            ("resume", "résumé"),
            ("a_b", "ab"),
            ("a|b", "ab"),
            ("118 Nord", "| 118 | 75 | Nord |"),
        ],
    )
    def test_are_none_where_words_or_figures_differ(self, quoted, text):
        assert settings_between(quoted, text) is None

    @given(st.text(max_size=60))
    def test_of_a_text_and_itself_are_none_at_all(self, text):
        assert settings_between(text, text) == ()


class TestDifferences:
    def test_name_what_was_quoted_and_what_the_text_says(self):
        assert differences("It had five wheels.", "It had four wheels.") == (
            Difference("five", "four"),
        )

    def test_of_words_left_out_or_added_have_one_side_alone(self):
        assert differences("It had wheels", "It had four big wheels") == (
            Difference("", "four big"),
        )
        assert differences("It had very big wheels", "It had big wheels") == (
            Difference("very", ""),
        )

    def test_of_marks_are_told_too(self):
        assert differences("yes, sir", "yes sir") == (Difference(",", ""),)

    @given(st.text(max_size=60))
    def test_of_a_text_and_itself_are_none(self, text):
        assert differences(text, text) == ()

    @given(st.text(max_size=60))
    def test_tokens_stand_in_the_text_in_order(self, text):
        at = 0
        for token in tokens(text):
            assert at <= token.start < token.end <= len(text)
            at = token.end
