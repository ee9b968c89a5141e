"""The source: a document beside the conversation, its outline, and the way to its original."""
