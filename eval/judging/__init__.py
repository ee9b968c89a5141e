"""Judging: each question is asked, or its stored answer read, and what comes back is judged."""
