"""Questions: sets of labelled questions, what they are about and where their evidence stands."""
