"""Slides of PowerPoint."""
