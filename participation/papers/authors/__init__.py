"""Who writes a paper: one child, or several who told an adult that they write together."""
