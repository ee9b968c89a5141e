"""The evaluation: from labelled questions, through turns, to measures and a verdict."""
