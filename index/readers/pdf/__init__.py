"""PDF: from characters on a page to headings, paragraphs, tables and notes in reading order."""
