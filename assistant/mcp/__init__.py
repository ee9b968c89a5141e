"""The Model Context Protocol: what agents ask of the documents."""
