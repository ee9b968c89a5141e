"""What fills the terminal: the chat, the source on a narrow terminal, the help."""
