import pytest

from assistant.engine import Assistant
from eval.questions.loading import load
from eval.studies import ablation
from index.errors import InputError
from index.signals.registry import WEIGHTS


@pytest.fixture(scope="module")
def sky_and_sea(tmp_path_factory):
    """A BEIR folder of two short documents, with a question to each and one to neither."""
    folder = tmp_path_factory.mktemp("sets") / "sky-and-sea"
    folder.mkdir()
    (folder / "corpus.jsonl").write_text(
        '{"_id": "sky", "title": "", "text": "Larks sing high above the fields in spring."}\n'
        '{"_id": "sea", "title": "", "text": "Whales dive deep below the waves in winter."}\n'
    )
    (folder / "queries.jsonl").write_text(
        '{"_id": "1", "text": "Where do larks sing?", "answers": ["above the fields"]}\n'
        '{"_id": "2", "text": "When do whales dive?", "answers": ["winter"]}\n'
        '{"_id": "3", "text": "Who invented the telephone?", "answerable": false}\n'
    )
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n1\tsky\t1\n2\tsea\t1\n")
    return folder


@pytest.fixture(scope="module")
def ablated(sky_and_sea):
    eval_set = load(sky_and_sea)
    return ablation.ablate(Assistant.open([eval_set.corpus]), eval_set)


class TestTheVariants:
    def test_all_signals_come_first_then_what_reading_adds_to_them(self):
        first, read, *others = ablation.variants()
        assert (first.weights, read.weights) == (WEIGHTS, None)
        assert read.name == "with reading (default)"
        assert all(variant.weights != WEIGHTS for variant in others)

    def test_each_signal_is_left_out_once_and_alone_once(self):
        chosen = [set(variant.weights or ()) for variant in ablation.variants()]
        for signal in WEIGHTS:
            assert chosen.count(set(WEIGHTS) - {signal}) == 1
            assert chosen.count({signal}) == 1

    def test_what_is_left_keeps_its_weight(self):
        for variant in ablation.variants():
            if variant.weights and len(variant.weights) > 1:
                assert variant.weights.items() <= WEIGHTS.items()


class TestAblating:
    def test_only_what_is_answerable_counts(self, ablated):
        for found in ablated:
            assert {len(values) for values in found.values.values()} == {2}

    def test_a_question_about_one_of_two_documents_is_easy_for_every_variant(self, ablated):
        assert [found.values["Success@1"] for found in ablated] == [[1.0, 1.0]] * len(ablated)

    def test_sentences_are_judged_by_the_answers(self, ablated):
        assert ablated[0].values["sentence right"] == [1.0, 1.0]

    def test_a_set_without_answerable_questions_is_refused(self, scripted, tmp_path):
        path = scripted.write_lines(
            tmp_path / "set.jsonl", {"id": "1", "question": "?", "evidence": []}
        )
        with pytest.raises(InputError, match=r"set\.jsonl: holds no answerable question"):
            ablation.ablate(scripted.Assistant({"a.txt": "Ann."}), load(path))


class TestTheTable:
    def test_it_shows_each_variant_beside_all_signals(self):
        default, other = ablation.variants()[:2]
        values = {"nDCG@10": [1.0, 1.0], "Success@1": [1.0, 1.0]}
        worse = {"nDCG@10": [0.5, 0.5], "Success@1": [1.0, 1.0]}
        none = "+0.000 [+0.000, +0.000]"
        lines = ablation.table(
            "a set", [ablation.Ablated(default, values), ablation.Ablated(other, worse)]
        )
        assert lines.split("\n") == [
            "### a set: 2 questions",
            "",
            "| signals | nDCG@10 | difference | Success@1 | difference |",
            "|---|--:|---|--:|---|",
            "| all signals, without reading | 1.000 |  | 1.000 |  |",
            f"| {other.name} | 0.500 | **-0.500** [-0.500, -0.500] | 1.000 | {none} |",
        ]

    def test_the_program_prints_one_for_each_set(self, sky_and_sea, capsys):
        assert ablation.main(["--quiet", str(sky_and_sea), str(sky_and_sea)]) == 0
        out, err = capsys.readouterr()
        assert out.count("### sky-and-sea: 2 questions\n") == 2
        assert err == ""

    def test_a_set_that_is_missing_is_one_line_on_stderr(self, tmp_path, capsys):
        assert ablation.main([str(tmp_path / "none.jsonl")]) == 2
        err = capsys.readouterr().err
        assert err.startswith("eval.studies.ablation: ")
        assert err.count("\n") == 1
