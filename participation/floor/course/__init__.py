"""The course of a session: from its doors to its close."""
