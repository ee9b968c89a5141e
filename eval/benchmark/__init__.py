"""The benchmark: Quoth beside the smallest script and the plain one, in one run, as ratios."""
