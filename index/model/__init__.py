"""The embedding model: texts to vectors."""
