"""TeX: the structure and the text of LaTeX sources."""
