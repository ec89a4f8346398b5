"""Open words: each child says a few, and those that both keys opened stand in one cloud."""
