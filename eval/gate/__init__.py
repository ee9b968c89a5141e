"""The gate: what must hold, the baseline, and what has changed since."""
