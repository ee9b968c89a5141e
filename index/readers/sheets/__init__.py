"""Sheets: workbooks of Excel, and tables in plain text."""
