"""The chats that were saved: gone on with, exported, and labelled."""
