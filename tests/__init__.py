"""The tests: they mirror participation/, with browser/, architecture/ and faults/ beside it."""
