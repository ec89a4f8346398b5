"""A session under way: its state, the moderator's seat, the run sheet and its cursor."""
