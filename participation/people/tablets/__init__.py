"""Shared tablets: locked when left alone, known by a nod, and a secret asked for again."""
