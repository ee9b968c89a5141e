"""Plain text: what a reader would call its title, its headings and its furniture."""

import time

import pytest

from index.documents import BlockKind
from index.files.location import default_sources
from index.passages.splitting import split
from index.passages.tokens import TokenCounter
from index.readers import formats
from index.readers.text.lines import unwrapped
from index.readers.text.reader import read

HARD_WRAPPED = """\
The Lighthouse

The keeper of the light at Point Reyes had served for nearly thirty years when the
order came to close the station. He read the letter twice, folded it, and put it in
the drawer with the others.

A Long Winter

Storms came early that year. By November the road was gone, and supplies had to be
carried over the ridge by mule, a journey of two days in good weather and of four in
bad.
"""

WITHOUT_BLANK_LINES = """\
Annual Report
Overview
The company grew in every region during the year, and its revenue rose by four percent to 12.5 million euros in total. The new shops in Lyon, Turin and Graz opened on time and drew more visitors than planned.
Sales in the north were strong, although the second quarter was weaker than the same quarter of the year before it, when a heat wave had emptied the shelves.
Outlook
We expect further growth in the coming year, driven by the new plant in Leipzig and by the demand for repair services, which has doubled since the spring.
"""

LIST = """\
Roof Repair

You will need the following things before you begin with the work on the roof:

- a ladder
- two ropes
- Nails
1. Hammer
2) Saw

Then climb up, and do not look down before you have reached the top of the house.
"""

POEM = """\
The Tyger

Tyger Tyger, burning bright
In the forests of the night
What immortal hand or eye
Could frame thy fearful symmetry

In what distant deeps or skies
Burnt the fire of thine eyes
"""

NUMBERED = """\
User Manual

1. Introduction

This manual explains how the machine is used and what must be done to keep it safe.

2. Safety

Never open the lid while the drum is turning, since the blades are sharp as razors.

3. Operation

Press the green button. The drum begins to turn after three seconds have passed by.
"""

NEWS = """\
City Council Approves New Bridge

By Jane Doe

Published March 3, 2020

The council voted seven to two on Tuesday to build a second bridge across the river.

Photo by John Smith

Work begins in May.
"""

INTERVIEW = """\
A Talk with the Mayor

Why did you run?

Because nobody else would, and because the school was about to close for good that year.

What comes next?

The bridge. It has to be finished before the winter, or the east bank is cut off again.
"""

INTERVIEW_WITHOUT_BLANK_LINES = """\
A Talk with the Mayor
Q: Why did you run?
A: Because nobody else would, and because the school was about to close for good that year.
Q: What comes next?
A: The bridge. It has to be finished before the winter, or the east bank is cut off again.
"""


def document(text):
    [found] = read(text.encode(), "notes.txt").documents
    return found


def labels(found):
    return [b.label for b in found.blocks if b.kind is BlockKind.HEADING and b.level]


def stretches(found, kind):
    return [found.text[b.start : b.end] for b in found.blocks if b.kind is kind]


class TestTheArticle:
    @pytest.fixture
    def article(self):
        [path] = default_sources()
        [found] = read(path.read_bytes(), path.name).documents
        return found

    def test_its_headline_is_the_title(self, article):
        assert article.title == "Russia Offers to Support Tajikistan…But There’s a Price"

    def test_it_has_two_sections_of_one_level(self, article):
        headings = [b for b in article.blocks if b.kind is BlockKind.HEADING]
        assert [(b.label, b.level) for b in headings] == [
            ("Exploiting a Vulnerability", 1),
            ("Rising Military Dependency", 1),
        ]

    def test_kickers_repeated_titles_and_the_credit_are_furniture(self, article):
        furniture = stretches(article, BlockKind.FURNITURE)
        assert furniture.count("Crossroads Asia") == 2
        assert furniture.count(article.title) == 3
        assert "Recent Features" in furniture
        assert "Credit: Presidential Press and Information Office, Kremlin" in furniture

    def test_the_standfirst_and_thirteen_paragraphs_are_its_body(self, article):
        body = stretches(article, BlockKind.BODY)
        assert len(body) == 13
        assert body[0].startswith("A lack of strategic options")
        assert body[-1].startswith("Samuel Ramani is an MPhil student")


class TestPlainText:
    def test_hard_wrapped_lines_are_one_paragraph(self):
        found = document(HARD_WRAPPED)
        assert found.title == "The Lighthouse"
        assert labels(found) == ["A Long Winter"]
        body = stretches(found, BlockKind.BODY)
        assert len(body) == 2
        assert body[1].endswith("and of four in\nbad.")

    def test_without_blank_lines_each_line_is_a_paragraph(self):
        found = document(WITHOUT_BLANK_LINES)
        assert found.title == "Annual Report"
        assert labels(found) == ["Overview", "Outlook"]
        assert [text.split()[0] for text in stretches(found, BlockKind.BODY)] == [
            "The", "Sales", "We",
        ]  # fmt: skip

    def test_list_items_are_no_headings(self):
        found = document(LIST)
        assert found.title == "Roof Repair"
        assert labels(found) == []
        assert "- Nails" in stretches(found, BlockKind.BODY)
        assert "1. Hammer" in stretches(found, BlockKind.BODY)

    def test_the_lines_of_a_poem_are_no_headings(self):
        found = document(POEM)
        assert found.title == "The Tyger"
        assert labels(found) == []

    def test_many_short_lines_in_a_row_are_no_headings(self):
        lines = ["Flour", "Butter", "Sugar", "Four eggs", "A pinch of salt"]
        found = document("\n\n".join(["The Cake", HARD_WRAPPED[17:], *lines, "Mix it all well."]))
        assert not {*lines} & {*labels(found)}

    def test_numbered_headings_keep_their_numbers(self):
        assert labels(document(NUMBERED)) == ["1. Introduction", "2. Safety", "3. Operation"]

    def test_bylines_dates_and_credits_are_furniture(self):
        found = document(NEWS)
        assert found.title == "City Council Approves New Bridge"
        assert stretches(found, BlockKind.FURNITURE) == [
            "By Jane Doe",
            "Published March 3, 2020",
            "Photo by John Smith",
        ]

    def test_the_questions_of_an_interview_are_its_headings(self):
        assert labels(document(INTERVIEW)) == ["Why did you run?", "What comes next?"]

    def test_the_questions_of_an_interview_without_blank_lines_stand_alone(self):
        found = document(INTERVIEW_WITHOUT_BLANK_LINES)
        lines = [found.text[b.start : b.end] for b in found.blocks]
        assert lines == INTERVIEW_WITHOUT_BLANK_LINES.splitlines()

    @pytest.mark.parametrize("text", [NUMBERED, INTERVIEW, WITHOUT_BLANK_LINES])
    def test_headings_that_follow_one_another_as_equals_have_one_level(self, text):
        headings = [b for b in document(text).blocks if b.kind is BlockKind.HEADING and b.level]
        assert len({b.level for b in headings}) == 1

    @pytest.mark.parametrize("heading", ["Published Works", "By Land and Sea", "Copyright Law"])
    def test_a_heading_that_begins_like_a_credit_is_a_heading(self, heading):
        paragraph = "I went to Lisbon in the spring of that year, first by coach, then by brig."
        text = f"My Life\n\nEarly Days\n\n{paragraph}\n\n{heading}\n\n{paragraph[::-1]}.\n"
        assert heading in labels(document(text))

    def test_a_text_that_states_no_title_is_called_like_its_file(self):
        text = "the first line begins in lower case and goes on without any end, like a paragraph."
        assert document(text).title == "notes"

    def test_only_headings_are_kept_where_a_passage_can_hold_them(self):
        found = document("One\n\nTwo\n\nThree\n")
        assert [found.text[b.start : b.end] for b in found.blocks] == ["One", "Two", "Three"]

    def test_a_heading_of_another_script_is_one(self):
        paragraph = "Это случилось давно, и никто уже не помнит, как именно всё это началось тогда."
        found = document(f"Заголовок\n\n{paragraph}\n\nВторая часть\n\n{paragraph} Да.\n")
        assert found.title == "Заголовок"
        assert labels(found) == ["Вторая часть"]


FLAT = """\
Notes for guests

Door code: herring-42

The lock is stiff. Push the door with your shoulder while you turn the knob.

Night porter 0777 0199

He sleeps in the room behind the kitchen. Knock before you ring.

Milk is delivered on Monday morning
Bread every second day

Put the bottles out before eight.
"""

PRICES = """\
Boats
Adults 6.50
Children under 12 free

Tickets are sold at the pier.

Ferry
Adults 14.00 per day

Dogs can be taken along.
"""

MINUTES = """\
Minutes of the board
====================

Absent: N. Berg

Any other business
------------------

The crane is old. It has to be painted before the winter.

Day      From     To
Monday   08:00    17:00
Tuesday  09:00    12:00

CHAPTER I.
The Storm

It was a dark night, and the wind blew from the sea with great force.
"""

TALK = """\
An evening with two painters

HOST: When did you begin?

ANNA LIND: In 1979. I was nineteen.

HOST: And what do you think of the new studio?

ANNA LIND: It is too dark.

PER HOLM: I love it. At last it is quiet.
"""

SUBTITLES = """\
1
00:00:01,200 --> 00:00:04,800
Good evening. I am going to talk about how
owls hunt.

2
00:00:05,000 --> 00:00:09,400
<v Nora>At 00:42:10 you can see one.
"""


class TestSubtitlesAsTheyAreShown:
    def test_have_no_times_and_numbers_between_what_is_said(self):
        shown = formats.shown(SUBTITLES[SUBTITLES.index("Good") :], "a.srt")
        assert "Good evening. I am going to talk about how\nowls hunt.\nNora: At 00:42:10" in shown

    def test_keep_their_seams_and_what_only_looks_like_a_time(self):
        text = "An owl.\n\nlast\n00:09.500 --> 00:13.000 line:1\n\0At 00:42:10 --> stop.\0"
        assert formats.shown(text, "a.vtt") == "An owl.\n\0At 00:42:10 --> stop.\0"


class TestShortLines:
    def test_that_state_a_fact_are_no_headings(self):
        found = document(FLAT)
        assert found.title == "Notes for guests"
        assert labels(found) == []
        assert {
            "Door code: herring-42",
            "Night porter 0777 0199",
            "Milk is delivered on Monday morning",
            "Bread every second day",
        } < set(stretches(found, BlockKind.BODY))

    @pytest.mark.parametrize(
        "fact",
        [
            "Absent: N. Berg", "Parking 5 € a day", "Dogs are not allowed in the garden",
            "Breakfast from 07:30", "Status: open", "The lamp is in the shed",
        ],
    )  # fmt: skip
    def test_that_state_a_fact_are_text(self, fact):
        body = "The house stands at the end of the lane, where the road turns to the sea."
        assert labels(document(f"The House\n\n{body}\n\n{fact}\n\n{body}\n")) == []

    @pytest.mark.parametrize(
        "heading",
        [
            "Step 1: Preparation", "Rome: A History", "What is a boat?", "Invoice 1003",
            "How it was built", "Version 2.10", "The War of 1914-1918", "Day 3", "Clean the filter",
        ],
    )  # fmt: skip
    def test_that_name_what_follows_are_headings(self, heading):
        body = "The house stands at the end of the lane, where the road turns to the sea."
        assert labels(document(f"The House\n\n{body}\n\n{heading}\n\n{body}\n")) == [heading]

    def test_right_over_a_fact_are_its_heading_and_not_the_title(self):
        found = document(PRICES)
        assert found.title == "notes"
        assert labels(found) == ["Boats", "Ferry"]


class TestDrawnLinesAndTables:
    def test_a_drawn_line_belongs_to_no_title(self):
        found = document(MINUTES)
        assert found.title == "Minutes of the board"
        assert "Any other business" in labels(found)
        assert stretches(found, BlockKind.METADATA) == ["=" * 20, "-" * 18]

    def test_rows_of_a_table_that_spaces_align_stay_apart(self):
        found = document(MINUTES)
        assert stretches(found, BlockKind.HEADER) == ["Day      From     To"]
        assert stretches(found, BlockKind.PREFORMATTED) == [
            "Monday   08:00    17:00",
            "Tuesday  09:00    12:00",
        ]
        [[start, end]] = found.preformatted
        assert found.text[start:end].startswith("Day      From")

    @pytest.mark.parametrize("rule", ["", "----    -----\n"])
    def test_the_row_over_a_drawn_line_or_figures_names_the_columns(self, rule):
        found = document(f"Prices:\n\nName    Price\n{rule}Tea     2.00\nMilk    1.50\n")
        [table] = found.tables
        assert found.text[slice(*table.header)] == "Name    Price"
        assert found.text[table.start : table.end].startswith("Tea")

    def test_bars_divide_cells_too(self):
        found = document(
            "Staff:\n\n| Name | Room |\n|------|------|\n| Ada | blue |\n| Per | red |\n"
        )
        assert stretches(found, BlockKind.HEADER) == ["| Name | Room |"]
        assert stretches(found, BlockKind.ROW) == ["| Ada | blue |", "| Per | red |"]
        assert stretches(document("It is a | b here.\n"), BlockKind.ROW) == []

    def test_tabs_align_as_well(self):
        found = document("Prices\n\nTea\t2.00\nCoffee\t3.00\n")
        assert stretches(found, BlockKind.PREFORMATTED) == ["Tea\t2.00", "Coffee\t3.00"]

    def test_prose_that_is_justified_with_spaces_is_none(self):
        text = "The  keeper of the light had served for thirty years  when the order\ncame to\n"
        assert stretches(document(text), BlockKind.PREFORMATTED) == []

    def test_the_name_of_a_chapter_stands_below_its_number(self):
        assert labels(document(MINUTES))[-2:] == ["CHAPTER I.", "The Storm"]

    def test_entries_of_a_log_are_text(self):
        log = "2024-03-01 08:00:01 INFO started\n2024-03-01 08:01:00 ERROR backup failed\n"
        assert stretches(document(log), BlockKind.BODY) == log.splitlines()


class TestWhoSpeaks:
    def sections(self, text):
        found = document(text)
        said = {}
        path = []
        for block in found.blocks:
            if block.kind in {BlockKind.HEADING, BlockKind.SPEAKER} and block.level:
                path = [above for above in path if above.level < block.level] + [block]
            elif block.kind is BlockKind.BODY:
                said[found.text[block.start : block.end]] = [above.label for above in path]
        return said

    def test_is_the_section_of_what_they_say_under_what_was_asked_and_by_whom(self):
        assert self.sections(TALK) == {
            "In 1979. I was nineteen.": ["HOST: When did you begin?", "ANNA LIND"],
            "It is too dark.": ["HOST: And what do you think of the new studio?", "ANNA LIND"],
            "I love it. At last it is quiet.": [
                "HOST: And what do you think of the new studio?",
                "PER HOLM",
            ],
        }

    @pytest.mark.parametrize("asker", ["QUESTION", "Interviewer"])
    def test_is_left_out_where_it_is_told_only_that_somebody_asks(self, asker):
        said = self.sections(TALK.replace("HOST", asker))
        assert said["It is too dark."] == ["And what do you think of the new studio?", "ANNA LIND"]

    def test_is_none_of_the_fields_of_a_form(self):
        form = "Name: Per Holm\nStreet: Mole 4\nTown: Holm\nPhone: 0555 0142\n"
        assert stretches(document(form), BlockKind.BODY) == form.splitlines()

    def test_times_and_numbers_of_subtitles_are_no_text(self):
        assert self.sections(SUBTITLES) == {
            "Good evening. I am going to talk about how\nowls hunt.": [],
            "At 00:42:10 you can see one.": ["Nora"],
        }


def cued(*said):
    """Return subtitles that say some things, one after the other."""
    return "".join(
        f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{each}\n\n" for n, each in enumerate(said, 1)
    )


class TestSentencesOfSubtitles:
    def sentences(self, *said, name="a.srt"):
        """Return sentences, as people read them, each with who says it."""
        text = cued(*said)
        found = split(document(text), TokenCounter(lambda text: len(text.split()), 200))
        return [
            (" ".join(formats.shown(text[a:b], name).split()), *passage.section)
            for passage in found
            for a, b in passage.sentences
        ]

    def test_go_on_in_the_next_subtitle(self):
        assert self.sentences("The owl sat", "still. It", "slept all day.", "So did I.") == [
            ("The owl sat still.",),
            ("It slept all day.",),
            ("So did I.",),
        ]

    def test_end_where_somebody_else_speaks_or_something_is_heard(self):
        assert self.sentences("The owl sat", "- No.", "It", "(wind)", "stood", "<v Ada>No.") == [
            ("The owl sat",),
            ("- No.",),
            ("It",),
            ("(wind)",),
            ("stood",),
            ("No.", "Ada"),
        ]

    def test_are_the_subtitles_themselves_where_none_is_ended(self):
        assert self.sentences("the owl sat", "still and it", "slept") == [
            ("the owl sat",),
            ("still and it",),
            ("slept",),
        ]

    def test_have_the_speakers_whose_names_come_back_before_them(self):
        said = ["ADA KAY: Did it", "sleep?", "PER: It did.", "ADA KAY: Good.", "PER: Yes."]
        assert self.sentences(*said) == [
            ("Did it sleep?", "ADA KAY"),
            ("It did.", "PER"),
            ("Good.", "ADA KAY"),
            ("Yes.", "PER"),
        ]

    def test_are_known_however_a_hostile_text_repeats_their_parts(self):
        assert formats.unsaid("-->" + "\n \t" * 50_000, "a.srt") == []


MAIL = """\
Dear Per,

we moved the meeting to Thursday at nine. Please bring the plans of the new
boathouse with you.

On Mon, 3 May 2024, Per Holm wrote:
> When is the meeting? I had in mind that it is on Tuesday at ten, as Olga told
> me on the quay.
>
> Is the slipway open?
>> It is closed.

See you there.
"""


class TestWrappedNames:
    def test_go_on_in_the_next_line(self):
        text = "The board met at noon in the customs house of the port. Ms. J. R.\nOakley spoke\n"
        assert len(document(text).blocks) == 1


class TestQuotedReplies:
    def test_are_told_from_what_was_written(self):
        quoted = [block for block in document(MAIL).blocks if block.kind is BlockKind.QUOTED]
        assert [MAIL[block.start : block.end] for block in quoted] == [
            (
                "> When is the meeting? I had in mind that it is on Tuesday at ten, as Olga told\n"
                "> me on the quay."
            ),
            "> Is the slipway open?",
            ">> It is closed.",
        ]

    def test_are_named_by_the_line_over_them(self):
        quoted = [block for block in document(MAIL).blocks if block.kind is BlockKind.QUOTED]
        named = "Quoted reply: On Mon, 3 May 2024, Per Holm wrote"
        assert [block.label for block in quoted] == [named, named, "Quoted reply, level 2"]
        assert document("So:\n> It rained.\n").blocks[-1].label == "Quoted reply"

    def test_are_passages_of_their_own(self):
        found = split(document(MAIL), TokenCounter(lambda text: len(text.split()), 200))
        assert [passage.is_quoted for passage in found] == [False, True, True, False]
        assert found[-1].text == "See you there."

    def test_within_one_another_are_named_by_who_wrote_each(self):
        text = (
            "No.\n\nAm 9. Mai 2024 schrieb Ida:\n> Shall we?\n>\n> On 8 May 2024, Ole Lund\n"
            "> <ole@x.example> wrote:\n>> Will they?\n> They may.\n>> Or not.\n>> On 7 May Bo wrote:\n"
            ">> Who are they?\n"
        )
        [ida, ole, bo] = (
            f"Quoted reply: {line}"
            for line in (
                "Am 9. Mai 2024 schrieb Ida",
                "On 8 May 2024, Ole Lund <ole@x.example> wrote",
                "On 7 May Bo wrote",
            )
        )
        quoted = [block for block in document(text).blocks if block.kind is BlockKind.QUOTED]
        said = {text[b.start : b.end]: b.label for b in quoted if text[b.end - 1] != ":"}
        assert said == {
            "> Shall we?": ida,
            ">> Will they?": ole,
            "> They may.": ida,
            ">> Or not.": ole,
            ">> Who are they?": bo,
        }

    def test_keep_a_sentence_in_one_that_a_narrow_window_wrapped(self):
        text = "Yes.\n\n> Hi Bo,\n> the ferry leaves at\n> nine in the\n> morning.\n> Ida\n"
        assert stretches(document(text), BlockKind.QUOTED) == [
            "> Hi Bo,",
            "> the ferry leaves at\n> nine in the\n> morning.",
            "> Ida",
        ]

    def test_are_shown_without_the_signs_within_a_sentence(self):
        shown = unwrapped("> It is on Tuesday at ten, as Olga and Per told\n> me there.\n> - So.")
        assert shown == "> It is on Tuesday at ten, as Olga and Per told me there.\n> - So."


class TestLetters:
    @pytest.mark.parametrize(
        "head",
        [
            "Ida Holm\n2 Mole Lane\n\n3 May 2024",
            "Holm, den 3. Mai 2024",
            "Holm & Co    Holm, May 3, 2024",
        ],
    )
    @pytest.mark.parametrize("salutation", ["Dear Sir or Madam,", "Sehr geehrte Frau Berg,"])
    def test_have_no_title_in_their_letterhead(self, head, salutation):
        found = document(f"{head}\n\n{salutation}\n\nThe mill burned down.\n\nYours,\nIda Holm\n")
        assert not found.stated_title
        first = head.partition("\n")[0]
        assert first not in labels(found)
        assert first in found.text[found.blocks[0].start : found.blocks[0].end]

    @pytest.mark.parametrize("salutation", ["Dear members,", "The mill burned down."])
    def test_have_the_title_that_stands_above_them(self, salutation):
        text = f"A Letter to Our Members\n\n{salutation}\n\nIt was built in 1911.\n\nYours,\nIda Holm\n"
        assert document(text).title == "A Letter to Our Members"


class TestSpeakers:
    @pytest.mark.parametrize(
        "line", ["00:00:{n:02} {name}", "{name}  0:{n:02}", "[1:{n:02}] {name}"]
    )
    def test_stand_in_a_line_of_their_own_with_the_time(self, line):
        said = [("Ada Brandt", "It rains."), ("Per Holm", "It is dry."), ("Ada Brandt", "You lie.")]
        turns = (f"{line.format(n=n, name=name)}\n{what}\n" for n, (name, what) in enumerate(said))
        found = split(document("\n".join(turns)), TokenCounter(lambda text: len(text.split()), 200))
        assert [passage.section for passage in found] == [(name,) for name, _ in said]
        marked = [found[n].said(found[n].sentences[0]) for n in range(len(said))]
        assert marked == [what for _, what in said]

    def test_are_read_with_what_they_say(self):
        text = "ADA: It rains.\n\nPER: It is dry.\n\nADA: You lie.\n\nPER: I do.\n"
        found = split(document(text), TokenCounter(lambda text: len(text.split()), 200))
        assert [passage.text for passage in found[:2]] == ["ADA: It rains.", "PER: It is dry."]
        assert [passage.section for passage in found[:2]] == [("ADA",), ("PER",)]
        assert [passage.paragraph for passage in found[:2]] == [1, 2]
        start, end = found[0].sentences[0]
        assert text[start:end] == "It rains."


def test_thousands_of_short_lines_take_no_time():
    began = time.process_time()
    read(b"Best\n" * 4_000, "a.txt")
    assert time.process_time() - began < 1
