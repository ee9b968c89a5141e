"""The commands that make and mend sets of labelled questions: draft, candidates, add, check, anchor."""
