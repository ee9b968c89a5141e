"""Chats that are saved as they go."""
