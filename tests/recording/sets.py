"""The scene of a question set: asked as a batch, its histories with it, and measured."""

from pathlib import Path

from tests.recording.scene import Scene

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
    ask = "quoth batch questions.jsonl -s set/corpus.jsonl --quiet"
    commands = (
        f"ln -s {path} set",
        f"head -n {most or 1_000_000} set/queries.jsonl | python -c '{_QUESTIONS}' > questions.jsonl",
        f"{ask} -o answers.jsonl",
        f"{ask} --explain -k 1 --no-context -o explained.jsonl",
        "quoth verify answers.jsonl -s set/corpus.jsonl",
        "quoth-eval set --json > report.json",
        "quoth-eval set",
        "quoth-eval set --exclude-answered --rewritten --report rewritten.json",
    )
    return Scene(path.name, commands)
