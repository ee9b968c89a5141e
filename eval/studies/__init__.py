"""Studies: programs that print, set by set, what a part of Quoth is worth."""
