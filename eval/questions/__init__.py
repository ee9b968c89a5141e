"""Questions: a set of labelled questions, what it is about, and what binds two runs over it."""
