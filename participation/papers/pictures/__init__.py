"""Drawings, pictures and photographed sheets of a paper: in its draft, and as they were sent."""
