"""The audit log as people may read it: organisers, the safety team, and each of one's own."""
