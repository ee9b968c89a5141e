"""DOCX: from the parts of a package to headings, paragraphs, lists, tables and notes."""
