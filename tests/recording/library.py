"""A small library in every format, and a folder of files that nobody can read."""

import io
from pathlib import Path

import docx
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

_FILLER = "The valley is quiet in winter, and few people walk along the river in the rain."
_TEXTS = {
    "library/.gitignore": "drafts/\n",
    "library/.hidden.txt": "Nobody reads this.\n",
    "library/drafts/ignored.txt": "The mill will be sold in June.\n",
    "library/empty.txt": "",
    "library/picture.png": "no picture",
    "library/harbour.txt": (
        "The Harbour\n\nThe harbour was dredged in 1904 by the town council. It cost nine hundred "
        "crowns.\n\nThe Pier\n\nThe pier is 340 metres long. It was longer before the storm of "
        "1921, which took its head and two cranes.\n\nNobody rebuilt the cranes.\n"
    ),
    "library/papers/mill.md": (
        "# The Mill\n\nThe mill burned down in **March 1911**. Ada Winter rebuilt it with stone.\n\n"
        "## Rent\n\nThe miller paid forty crowns a year. His rent was doubled in 1913.\n\n"
        "- The wheel is of oak.\n- The stones came from [Brittany](https://example.org/stones).\n\n"
        "| Year | Sacks |\n|---|---|\n| 1912 | 310 |\n| 1913 | 402 |\n"
    ),
    "library/papers/mill-again.md": "The miller paid forty crowns a year. His rent was doubled in 1913.\n",
    "library/ferry.html": (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>The Ferry</title></head><body>"
        "<nav><a href='/'>Home</a></nav><h1>The Ferry</h1><p>The ferry leaves at half past seven. "
        "It carries sixty people &amp; nine carts.</p><h2>Crew</h2><ul><li>Otto Brandt steers."
        "</li><li>Two boys row.</li></ul><blockquote>Never late.</blockquote></body></html>"
    ),
    "library/letters.jsonl": (
        '{"_id": "letter-1", "title": "To the council", "text": "The bridge needs a new rail."}\n'
        '{"_id": "letter-2", "title": "From the council", "text": "The rail was painted green in '
        'May. It will last ten years."}\n'
    ),
    "broken/good.txt": "The lighthouse keeper is called Jon Aasen.\n",
    "broken/not.pdf": "<p>A page, in truth.</p>",
    "broken/blank.html": "<html></html>",
    "broken/lines.jsonl": '{"_id": "1", "title": "One", "text": "One."}\n{"_id": "1", "text"\n',
    "questions.jsonl": (
        '{"id": "q1", "question": "When did the mill burn down?", "conversation": "c"}\n'
        '{"id": "q2", "question": "Who rebuilt it?", "conversation": "c"}\n'
        '{"id": "q3", "question": "And how long is the pier?", "context": false}\n'
        '{"id": "q4", "question": "What did he pay?", "history": [{"question": "Who rents the mill?"'
        ', "answer": "The miller paid forty crowns a year."}]}\n'
        '{"id": "q5", "question": "How heavy is the bell?", "restricted": {"documents": ["*.pdf"]}}\n'
        '{"id": "q6", "question": "Which quarks make up a proton?"}\n'
        '{"question": "When does the ferry leave?", "conversation": "d", "colour": "blue"}\n'
        '{"question": "who steers it", "conversation": "d"}\n'
    ),
}


def make_library(folder):
    """Write all files below a new folder: ``library``, ``broken`` and a file of questions."""
    styles = getSampleStyleSheet()
    long = [Paragraph(_FILLER, styles["BodyText"])] * 30
    files = {
        **{name: text.encode() for name, text in _TEXTS.items()},
        "library/bell.pdf": _pdf(
            Paragraph("The Bell", styles["Heading1"]),
            *long,
            PageBreak(),
            Paragraph("The bell weighs two tonnes.", styles["BodyText"]),
        ),
        "library/papers/fleet.docx": _docx(),
        "broken/cut.docx": _docx()[:900],
        "broken/latin.txt": "Das Wehr heißt Mühlwehr.\n".encode("latin-1"),
        "broken/scan.pdf": _drawn(""),
        "broken/secret.pdf": _drawn("The word is not told.", encrypt="word"),
    }
    for name, data in files.items():
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _pdf(*story):
    data = io.BytesIO()
    SimpleDocTemplate(data, title="The Bell", invariant=1).build(list(story))
    return data.getvalue()


def _drawn(line, **options):
    data = io.BytesIO()
    canvas = Canvas(data, **options)
    canvas.drawString(72, 700, line)
    canvas.showPage()
    canvas.save()
    return data.getvalue()


def _docx():
    file, data = docx.Document(), io.BytesIO()
    file.add_heading("The Fleet", 1)
    file.add_paragraph("The town owns two ships, and both are insured in Hull.")
    table = file.add_table(0, 2)
    for cells in (("Ship", "Launched"), ("The schooner Petrel", "in 1862"), ("Gannet", "in 1871")):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    file.add_paragraph("The Gannet carries salt.", "List Number")
    file.save(data)
    return data.getvalue()
