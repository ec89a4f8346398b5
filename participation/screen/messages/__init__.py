"""Messages on the wall that somebody wrote for this moment: a kind of text with two keys."""
