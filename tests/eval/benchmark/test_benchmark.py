import json
import os
from importlib.util import find_spec
from itertools import islice

import pytest

from eval.benchmark import __main__ as program
from eval.benchmark import changing_folder, contest, corpus
from eval.benchmark.changing_folder import ChangingFolder
from eval.benchmark.figures import Figure, Goal, Rival, table, to_record
from eval.benchmark.painting import seconds_to_paint
from eval.benchmark.process import BenchmarkError, Finished, isolated, run_python
from index.files.location import default_sources
from index.passages.tokens import PASSAGE_TOKENS, token_table


class TestTheCorpus:
    @pytest.fixture(scope="class")
    def passages(self):
        return list(corpus.passages(200))

    def test_it_is_the_same_every_time_and_a_larger_one_begins_with_a_smaller(self, passages):
        assert list(corpus.passages(50)) == passages[:50]

    def test_no_two_passages_are_alike(self, passages):
        assert len(set(passages)) == len(passages)

    def test_passages_fit_the_budget_and_nearly_fill_it(self, passages):
        tokens = [len(token_table().encode_ordinary(passage)) for passage in passages]
        assert max(tokens) <= PASSAGE_TOKENS
        assert sum(tokens) / len(tokens) > 0.75 * PASSAGE_TOKENS

    def test_they_are_sentences_of_the_article_but_for_names_and_numbers(self, passages):
        article = set(default_sources()[0].read_text(encoding="utf-8").split())
        said = [word for word in " ".join(passages).split() if word.islower() and word.isalpha()]
        assert article.issuperset(said)

    def test_a_name_is_replaced_by_the_same_one_throughout_a_passage_only(self):
        disguise = corpus.Disguise("He met Malashenko, then Nazarzoda, and Dushanbe grew.")
        first, again = disguise.put_on("Nazarzoda saw Nazarzoda", 1).split(" saw ")
        assert first == again
        assert len({disguise.put_on("Nazarzoda", passage) for passage in range(20)}) > 1

    def test_numbers_keep_their_length(self):
        found = corpus.Disguise("He met Malashenko.").put_on("In 1992 it had 6,000.", 1)
        assert len(found) == len("In 1992 it had 6,000.")

    def test_it_is_written_as_a_source_with_its_questions(self, tmp_path):
        corpus.write(tmp_path, 3)
        lines = (tmp_path / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
        assert [json.loads(line)["text"] for line in lines] == list(corpus.passages(3))
        questions = (tmp_path / "questions.jsonl").read_text(encoding="utf-8").splitlines()
        assert len(questions) == corpus.QUESTIONS
        asked = [json.loads(line)["question"] for line in islice(questions, 5)]
        assert asked == list(corpus.questions(5, 3))


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="the system does not tell memory")
class TestAProcess:
    @pytest.fixture
    def python(self, tmp_path):
        """Runs a program with the benchmark's environment."""
        environment = isolated(tmp_path)
        return lambda code, **options: run_python(["-c", code], environment, **options)

    def test_what_it_prints_and_takes_is_told(self, python):
        found = python("print('done')")
        assert found.output == "done\n"
        assert found.seconds > 0

    def test_memory_is_its_peak_in_bytes(self, python):
        # Only roughly, since what this process holds counts too.
        assert 500e6 < python("print(len(bytearray(500_000_000)))").memory < 5e9

    def test_it_has_one_thread_and_no_folder_of_the_user(self, python, tmp_path):
        found = python("import os; print(os.environ['OMP_NUM_THREADS'], os.environ['HOME'])")
        assert found.output == f"1 {tmp_path}\n"

    def test_one_that_fails_is_named_with_its_last_word(self, python):
        with pytest.raises(BenchmarkError, match=r"ended with 3; no luck$"):
            python("import sys; print('no luck', file=sys.stderr); sys.exit(3)")

    def test_a_plain_no_is_well_where_it_may_be_but_a_traceback_never(self, python):
        assert python("print('no'); exit(1)", well=(0, 1)).output == "no\n"
        with pytest.raises(BenchmarkError, match=r"ended with 1; ValueError: oh$"):
            python("raise ValueError('oh')", well=(0, 1))


@pytest.mark.skipif(not find_spec("termios"), reason="the system has no pseudo-terminals")
class TestPainting:
    def paint(self, code, tmp_path):
        return seconds_to_paint(["-c", code], isolated(tmp_path))

    def test_lasts_until_the_question_line_is_seen_and_the_program_is_left(self, tmp_path):
        code = (
            "import sys, tty; tty.setraw(0); print('Ask the documents…', flush=True); "
            "sys.exit(sys.stdin.read(1) != chr(17))"
        )
        assert 0 < self.paint(code, tmp_path) < 60

    def test_a_program_that_paints_none_is_named(self, tmp_path):
        with pytest.raises(BenchmarkError, match=r"print\('no'\): painted no question line"):
            self.paint("print('no')", tmp_path)


class TestAComparison:
    def test_a_ratio_at_its_bound_meets_the_goal(self):
        goal = Goal(0.5, is_most=True)
        assert Figure("m", 1, 1.0, "s", Rival("r", 2.0), goal).is_met
        assert not Figure("m", 1, 1.1, "s", Rival("r", 2.0), goal).is_met

    def test_where_more_is_better_less_misses(self):
        goal = Goal(2, is_most=False)
        assert Figure("m", 1, 4.0, "per s", Rival("r", 2.0), goal).is_met
        assert not Figure("m", 1, 3.9, "per s", Rival("r", 2.0), goal).is_met

    def test_without_a_rival_the_value_itself_counts(self):
        assert Figure("m", 1, 400e6, "MB", goal=Goal(400e6, is_most=True)).is_met

    def test_without_a_goal_there_is_nothing_to_meet(self):
        assert Figure("m", 1, 1.0, "s", Rival("r", 2.0)).is_met is None

    def test_the_table_shows_values_ratio_goal_and_verdict(self):
        found = [
            Figure("ask", 20_000, 0.4, "s", Rival("plain", 5.0), Goal(0.1, is_most=True)),
            Figure("peak", 240, 401e6, "MB", goal=Goal(400e6, is_most=True)),
            Figure("p95", 240, 0.012, "ms", Rival("plain", 0.024)),
        ]
        cells = [
            [cell.strip() for cell in line.strip("|").split("|")]
            for line in table(found).split("\n")[2:]
        ]
        assert cells == [
            ["ask", "20,000", "0.4 s", "plain 5 s", "0.08", "≤ 0.1", "met"],
            ["peak", "240", "401 MB", "", "", "≤ 400 MB", "missed"],
            ["p95", "240", "12 ms", "plain 24 ms", "0.50", "", ""],
        ]

    def test_the_record_has_plain_numbers(self):
        found = Figure("ask", 240, 0.4, "s", Rival("plain", 4.0), Goal(0.1, is_most=True))
        assert to_record([found]) == {
            "schema": "quoth.benchmark/1",
            "comparisons": [
                {
                    "measure": "ask",
                    "passages": 240,
                    "quoth": 0.4,
                    "rival": "plain",
                    "rival_value": 4.0,
                    "ratio": 0.1,
                    "goal": {"at_most": 0.1},
                    "met": True,
                }
            ],
        }


class TestTheProgram:
    @pytest.fixture
    def bench(self, monkeypatch, capsys):
        """Runs the program with a contest that measures nothing; gives code, stdout, stderr."""
        monkeypatch.setattr(program, "use_one_core", lambda: None)
        asked = []

        class Scripted:
            def __init__(self, home, size, say):
                asked.append((home, size))

            def run(self, runs):
                yield Figure("ask", asked[-1][1], float(runs), "s", Rival("floor", 1.0))

        monkeypatch.setattr(program, "Contest", Scripted)

        def run(*arguments):
            code = program.main([str(argument) for argument in arguments])
            return code, *capsys.readouterr()

        run.asked = asked
        return run

    def test_it_measures_both_sizes_unless_told(self, bench):
        bench()
        assert [size for _, size in bench.asked] == [240, 20_000]

    def test_quick_leaves_out_the_large_one(self, bench):
        bench("--quick")
        assert [size for _, size in bench.asked] == [240]

    def test_sizes_can_be_named(self, bench):
        bench("--sizes", "10,20")
        assert [size for _, size in bench.asked] == [10, 20]

    def test_a_size_that_is_no_number_is_refused_in_one_line(self, bench):
        code, _, err = bench("--sizes", "10,many")
        assert code == 2
        assert err.count("\n") == 1

    def test_json_is_all_there_is_on_stdout(self, bench):
        _, out, _ = bench("--quick", "--json", "--runs", 3)
        assert json.loads(out)["comparisons"][0]["ratio"] == 3.0

    def test_nothing_is_left_unless_a_folder_is_named(self, bench, tmp_path):
        bench("--quick")
        assert not bench.asked[0][0].exists()
        bench("--quick", "--keep", tmp_path / "kept")
        assert bench.asked[1][0] == tmp_path / "kept"
        assert (tmp_path / "kept").is_dir()


class TestAContest:
    @pytest.fixture
    def ran(self, monkeypatch):
        """Lets programs finish at once: Quoth in 1 s and 300 MB, its rivals in 2 s and 600 MB."""
        ran = []

        def finish(arguments, environment, well=(0,)):
            program = " ".join(map(str, arguments))
            ran.append(program)
            if "eval.benchmark.corpus" in program:
                corpus.write(arguments[-2], int(arguments[-1]))
            if "--info" in program:
                return Finished(1.0, 0, '{"passages": 4}')
            if "--index" in arguments and "-s" in arguments:
                index = arguments[-1]
                index.mkdir()
                (index / "vectors").write_bytes(bytes(36_000))
            if " warm " in program or "quoth.py" in program or "pairs.py" in program:
                is_slow = " warm " in program or program.endswith(" read") or "-encoder" in program
                times = [0.010] * 18 + [0.050] * 2
                return Finished(1.0, 0, json.dumps([t * (1 + is_slow) for t in times]))
            if "plain.py index" in program:
                return Finished(1.0, 0, "2.0")
            is_rival = "adapters" in program
            return Finished(1.0 + is_rival, int(300e6 * (1 + is_rival)), "something")

        def paint(arguments, environment):
            ran.append(" ".join(map(str, arguments)))
            return 0.25 if "chat" in arguments else 0.2

        monkeypatch.setattr(contest, "run_python", finish)
        monkeypatch.setattr(contest, "seconds_to_paint", paint)
        monkeypatch.setattr(contest.Contest, "_exported", lambda self, name: name)
        return ran

    @pytest.fixture
    def found(self, ran, tmp_path):
        figures = contest.Contest(tmp_path, 4, lambda _: None).run(3)
        return {(c.measure, c.rival and c.rival.name): c for c in figures}

    def test_each_goal_of_speed_is_a_ratio(self, found):
        assert {key: (c.ratio, c.is_met) for key, c in found.items() if c.rival} == {
            ("ask, whole process", "floor"): (0.5, True),
            ("ask, whole process", "plain"): (0.5, False),
            ("ask, peak memory", "plain"): (0.5, None),
            ("ask and read, whole process", "plain"): (0.5, None),
            ("warm question, p50", "plain"): (0.5, True),
            ("warm question, p95", "plain"): (0.5, None),
            ("question beside a passage, p50", "CrossEncoder"): (0.5, True),
            ("chat, first paint", "empty Textual app"): (1.25, True),
            ("batch of 1,000, questions", "plain"): (2.0, True),
            ("batch of 1,000, read, questions", "plain"): (2.0, None),
            ("build, passages", "plain"): (2.0, True),
        }

    def test_the_index_is_measured_in_bytes_a_passage(self, found):
        assert found["index, a passage", None].quoth == 9_000
        assert found["index, a passage", None].is_met

    def test_memory_has_a_goal_at_the_large_size_where_nothing_is_read(self, found):
        assert found["ask, peak memory", None].is_met is None
        assert found["ask and read, peak memory", None].is_met

    def test_reading_has_a_goal_of_its_own(self, found):
        read = found["warm question, read, p50", None]
        assert (read.quoth, read.is_met) == (0.02, True)

    def test_so_has_following_a_conversation(self, found, ran):
        added = found["ten turns before it, added, p50", None]
        assert (added.quoth, added.is_met) == (0.01, True)
        assert sum(run.endswith(" followed") for run in ran) == 2

    def test_the_programs_take_turns(self, found, ran):
        asks = [run for run in ran if " ask " in run or "floor" in run]
        kinds = ["floor" if "floor" in run else run.split()[0][-8:] for run in asks]
        assert kinds == ["-m", "-m", "floor", "plain.py"] * 4
        assert ["--no-reader" in run for run in asks] == [True, False, False, False] * 4

    def test_every_run_asks_another_question(self, found, ran):
        asked = [run.partition(" -- ")[2] for run in ran if " ask " in run and " -- " in run]
        assert asked[::2] == asked[1::2] == list(corpus.questions(4, 4))

    def test_what_is_kept_is_not_built_again(self, found, ran, tmp_path):
        ran.clear()
        list(contest.Contest(tmp_path, 4, lambda _: None).run(3))
        assert not [run for run in ran if "-s" in run.split() or "plain.py index" in run]
        assert "--check" in ran[0]

    def test_an_index_that_is_no_longer_current_is_built_again(
        self, found, ran, tmp_path, monkeypatch
    ):
        monkeypatch.setattr(contest.Contest, "_is_current", lambda self: False)
        ran.clear()
        list(contest.Contest(tmp_path, 4, lambda _: None).run(3))
        assert [run for run in ran if "-s" in run.split()]


class TestAChangingFolder:
    """Of 200 files, with programs that are not run: each second is one file that it reads anew."""

    @pytest.fixture
    def found(self, monkeypatch, tmp_path):
        seen = {}

        def finish(arguments, environment, well=(0,)):
            program = " ".join(map(str, arguments))
            notes = tmp_path / "200-notes"
            if "changing_folder" in program:
                changing_folder.write(notes, 200)
            now = {path: path.read_bytes() for path in notes.rglob("*.txt")}
            changed = sum(seen.get(path) != content for path, content in now.items())
            if " ask " not in program:
                seen.clear()
                seen.update(now)
            printed = '{"passages": 800, "bytes": 7e6}\n{"seconds": 50, "encoding": 47}\n'
            return Finished(1.0 + changed, int(300e6), printed if "building" in program else "x")

        monkeypatch.setattr(changing_folder, "run_python", finish)
        figures = ChangingFolder(tmp_path, 200, lambda _: None).run(3)
        return {(c.measure, c.rival and c.rival.name): c for c in figures}

    def test_what_changed_is_measured_beside_nothing(self, found):
        assert found["refresh, one file changed", "nothing changed"].ratio == 2.0
        assert found["refresh, one file changed", None].is_met
        assert found["refresh, a folder of 100 renamed", "nothing changed"].ratio == 101.0
        assert found["ask, nothing changed", "of one file"].ratio == 1.0

    def test_the_build_is_measured_by_what_is_not_encoding(self, found):
        share = found["build, outside of encoding", "whole build"]
        assert (share.quoth, share.ratio, share.is_met) == (3, 0.06, True)
        assert found["build, peak memory", None].is_met

    def test_files_have_some_2_kb(self, tmp_path):
        changing_folder.write(tmp_path, 3)
        notes = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.txt"))
        assert notes == [f"0000/note-00000{n}.txt" for n in range(3)]
        assert all(1_700 < (tmp_path / note).stat().st_size < 2_700 for note in notes)
