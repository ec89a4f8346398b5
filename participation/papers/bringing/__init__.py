"""A text that a child wrote elsewhere comes into her draft: its words, and no more of it."""
