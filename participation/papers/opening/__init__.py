"""What of papers the safety team opens under lock: a draft that several write, and who wrote a
paper that does not say it (access.yaml). A draft of one child has no such door."""
