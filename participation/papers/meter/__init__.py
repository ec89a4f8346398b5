"""How much of a text is its authors' own: the words that they wrote, and those that an adult
offered and they took."""
