"""The run sheet: its cursor, its steps, and the papers pinned to them."""
