"""The program: the options and the commands of ``quoth-eval``, and its fixture for pytest."""
