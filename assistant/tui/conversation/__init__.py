"""The conversation: questions, answers with their passages, and the line that questions are typed in."""
