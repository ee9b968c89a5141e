"""Archives of files, read as folders are."""
