"""Who may read a paper beyond the desk, on whose yes, and under which names."""
