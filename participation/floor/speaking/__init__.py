"""Hands, whose turn it is to speak, and its clock."""
