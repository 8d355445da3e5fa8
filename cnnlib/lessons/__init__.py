"""The lessons without a screen: the options of each figure, what it computes, and its snippets."""
