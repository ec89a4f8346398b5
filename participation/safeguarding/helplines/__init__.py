"""Helplines are data: who checked which number, when and where; and who is in the building."""
