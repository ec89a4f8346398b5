"""Persons, badges, roles and devices: who somebody is, and which browser is whose."""
