"""The first key: what waits to be read by an adult on duty, of whatever kind it is."""
