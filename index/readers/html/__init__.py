"""HTML: from the tree that browsers would build to the text that readers see."""
