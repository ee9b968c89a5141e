"""Drafting: DOCUMENT → SENTENCES → CLAUSES → QUESTIONS, by turning sentences round."""
