# From Python, and in the tests of others.
mkdir notes && cp library/*.txt library/papers/*.md notes
cat > example.py <<'END'
from pathlib import Path

from assistant.conversation import Conversation
from assistant.engine import Assistant

assistant = Assistant.open([Path("notes")])
conversation = Conversation()
for question in ("Who rents the mill?", "What did he pay?", "Which quarks make up a proton?"):
    turn = assistant.ask(question, conversation.history)
    conversation.append(turn)
    print("found" if turn.answer.found else "not found; the nearest passages:")
    for passage in turn.answer.passages:
        print(passage.citation.document, passage.citation.start, passage.highlight.text)
END
python example.py
cat > errors.py <<'END'
from pathlib import Path

from assistant.engine import Assistant
from index.errors import QuothError

try:
    Assistant.open([Path("missing")])
except QuothError as error:
    print(type(error).__name__, error)
END
python errors.py
mkdir docs && cp notes/harbour.txt docs
echo '{"id": "pier", "question": "How long is the pier?", "evidence": [{"document": "harbour.txt", "quote": "The pier is 340 metres long"}]}' > evals.jsonl
printf '[floors]\nRR = 0.9\n' > quoth-eval.toml
cat > test_answers.py <<'END'
def test_answers_stay_good(quoth_eval):
    result = quoth_eval("evals.jsonl", source="docs/")
    print(dict(result.measures))
    assert not result.failures and result.measures["nDCG@10"] > 0.8
END
python -m pytest -q -s -p no:cacheprovider test_answers.py | sed -E 's/in [0-9.]+s/in <seconds>/'
rm -rf __pycache__
