"""The scene of a question set: asked as a batch, its histories with it, and measured."""

from pathlib import Path

from tests.recording.scene import Scene

_ALL = 1_000_000
_QUESTIONS = """
import json, sys
for line in sys.stdin:
    record = json.loads(line)
    question = {"id": record["_id"], "question": record["text"], "history": record.get("history")}
    print(json.dumps(question))
"""


def set_scene(text):
    """Return the scene of a folder in BEIR layout, of which ``FOLDER:N`` asks N questions."""
    folder, _, most = text.partition(":")
    path = Path(folder).resolve()
    if not (path / "queries.jsonl").is_file():
        raise SystemExit(f"{path}: is no set in BEIR layout")
    commands = (
        f"ln -s {path} set",
        f"head -n {most or _ALL} set/queries.jsonl | python -c '{_QUESTIONS}' > questions.jsonl",
        "head -n 200 questions.jsonl > few.jsonl",
        "quoth batch questions.jsonl -s set/corpus.jsonl -o answers.jsonl",
        "quoth batch few.jsonl -s set/corpus.jsonl --explain --no-context -k 2 -o explained.jsonl",
        "quoth verify answers.jsonl -s set/corpus.jsonl",
        "quoth-eval set --json > report.json",
        "quoth-eval set --limit 200 --exclude-answered",
        "quoth-eval set --limit 200 --rewritten",
    )
    return Scene(path.name, commands)
