"""Plain texts whose headings are marked by signs: Org and AsciiDoc."""
