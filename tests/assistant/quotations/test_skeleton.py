from hypothesis import given
from hypothesis import strategies as st

from assistant.quotations.skeleton import SkeletonMap, occurrences, skeleton

TEXTS = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("aB é\u0301ßﬁ½—“\n")),
    max_size=300,
)


class TestSkeleton:
    def test_keeps_letters_and_digits_alone_in_one_case(self):
        assert skeleton("The “Mill”, in 1911 — it’s old.") == "themillin1911itsold"

    def test_is_the_same_for_each_form_of_a_letter(self):
        assert skeleton("Caf\u00e9 \ufb01n") == skeleton("CAFE\u0301 fin") == "cafefin"

    @given(TEXTS, TEXTS)
    def test_of_two_texts_is_both_skeletons(self, one, other):
        assert skeleton(one + other) == skeleton(one) + skeleton(other)

    @given(TEXTS)
    def test_is_its_own(self, text):
        assert skeleton(skeleton(text)) == skeleton(text)


class TestSkeletonMap:
    @given(TEXTS, st.data())
    def test_leads_to_the_stretch_that_a_part_stands_for(self, text, data):
        key = skeleton(text)
        if not key:
            return
        start = data.draw(st.integers(0, len(key) - 1))
        end = data.draw(st.integers(start + 1, len(key)))
        first, last = SkeletonMap(text).span(start, end)
        assert 0 <= first < last <= len(text)
        assert key[start:end] in skeleton(text[first:last])
        assert skeleton(text[:last]).startswith(key[:end])


class TestOccurrences:
    def test_gives_places_that_overlap_too(self):
        assert list(occurrences("aa", "aaab aa")) == [(0, 2), (1, 3), (5, 7)]
