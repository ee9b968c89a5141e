"""Measures: RESULTS → measures with intervals, risk and coverage, how sure a difference is."""

from eval.measures.measures import CEILINGS, FLOORS, Measure, measure
from eval.measures.result import Result
from eval.measures.summary import Summary

__all__ = ["CEILINGS", "FLOORS", "Measure", "Result", "Summary", "measure"]
