"""Polls: a show of hands, opened, answered, closed in two steps, counted and revealed."""
