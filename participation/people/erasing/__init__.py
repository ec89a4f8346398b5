"""What is left of a child when her time is over: a row that says nothing of her."""
