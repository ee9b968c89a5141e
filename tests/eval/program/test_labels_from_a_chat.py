"""What the chat's ``t`` and ``T`` keep is what ``quoth-eval`` measures."""

import json

from assistant.conversation import Conversation
from assistant.sessions.labels import eval_record, evidence_of, keep, labels_file
from eval.program import cli


class TestLabelsFromAChat:
    def test_are_measured_as_they_are(self, assistant, article_index, capsys):
        conversation = Conversation()
        file = labels_file(assistant.sources)
        for question in ("Who is Malashenko?", "And what does he expect?"):
            turn = assistant.ask(question, conversation.history)
            first = turn.answer.passages[0]
            evidence = evidence_of(first, assistant.text(first.citation.document))
            keep(file, eval_record(turn, conversation.history, evidence))
            conversation.append(turn)
        turn = assistant.ask("How do I bake bread?")
        keep(file, eval_record(turn, ()))

        code = cli.main([str(file), "--index", str(article_index), "--json"])
        report = json.loads(capsys.readouterr().out)
        assert code == 0
        found = [(q["answerable"], q["first_passage_right"]) for q in report["questions"]]
        assert found == [(True, True), (True, True), (False, None)]
