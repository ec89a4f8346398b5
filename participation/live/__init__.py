"""Who follows what, snapshots, and the one place that emits."""
