"""Who reads concerns: the lead and the deputy, their keys, the key in the safe, their hours."""
