"""OpenDocument: texts, slides and sheets of LibreOffice and others."""
