"""Loading an eval set, from a file of eval records or a folder in BEIR layout."""

from pathlib import Path

from assistant.console.safe_text import safe_line
from eval.questions.beir_folder import load_folder
from eval.questions.eval_file import load_file
from eval.questions.eval_set import EvalSet
from index.errors import InputError


def load(path: Path) -> EvalSet:
    """Read an eval set: a file of eval records, or a folder in BEIR layout.

    Quotes are not looked up yet, since that needs the documents; see ``eval.questions.evidence``.

    Raises:
        InputError: The set is missing, empty or malformed; names file and line.
    """
    if path.is_dir():
        return load_folder(path)
    if not path.exists():
        raise InputError(
            f"{safe_line(str(path))}: no such eval set; give a .jsonl file or a BEIR folder"
        )
    return load_file(path)
