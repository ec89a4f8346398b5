"""Who asked a question: under lock for the safety team, and written down (access.yaml)."""
