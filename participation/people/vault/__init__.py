"""Surname, birth date, guardian, contacts and access needs: apart from everything else.

Nobody imports this but its own doors and what makes the database (pyproject.toml holds it).
"""
