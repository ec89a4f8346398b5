"""Comments on a sentence: what adults at the desk say beside a child's words, for her to read."""
