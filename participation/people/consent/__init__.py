"""Consent, assent and the dial: whether a child takes part, and what of hers is shown now."""
