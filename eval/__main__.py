"""``python -m eval`` is ``quoth-eval``."""

import sys

from eval.program.cli import main

if __name__ == "__main__":
    sys.exit(main())
