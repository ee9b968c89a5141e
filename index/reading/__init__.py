"""Reading: question and passage side by side, whether the passage answers and with which words."""
