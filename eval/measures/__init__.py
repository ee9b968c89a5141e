"""Measures: RESULTS → measures with intervals, risk and coverage, how sure a difference is."""
