"""Concerns: from the child's box to the safety team's answer, sealed all the way."""
