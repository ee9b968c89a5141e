"""Reading: question and passage side by side, whether the passage answers and with which words."""

SHIPPED_READER = "quoth-reader"
"""The name of the reader that comes with Quoth."""
