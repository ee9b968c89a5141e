"""DOCX files by the parts that a test is about."""

import io
import zipfile

from index.readers.docx.reader import read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(body, namespace=W, **parts):
    """Return a DOCX file by its body and further parts, such as ``footnotes="<w:footnote>…"``."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", relations(officeDocument="word/document.xml"))
        archive.writestr(
            "word/_rels/document.xml.rels", relations(**{k: f"{k}.xml" for k in parts})
        )
        archive.writestr(
            "word/document.xml", f"<w:document {namespace}><w:body>{body}</w:body></w:document>"
        )
        for kind, content in parts.items():
            archive.writestr(f"word/{kind}.xml", f"<w:{kind} {namespace}>{content}</w:{kind}>")
    return data.getvalue()


def relations(**parts):
    entries = (f'<R Type="{RELATIONS}/{kind}" Target="{name}"/>' for kind, name in parts.items())
    return f"<Relationships>{''.join(entries)}</Relationships>"


def p(*runs, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def t(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def document(data):
    """Return the one document of a file."""
    [found] = read(data, "docs/file.docx").documents
    return found


def blocks(data):
    """Return the texts of the blocks of a file."""
    found = document(data)
    return [found.text[block.start : block.end] for block in found.blocks]
