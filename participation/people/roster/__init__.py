"""Organisers' work with people: who is here, with which roles, badge and cards."""
