"""Working papers: a child's words from draft to the yes that brings them on stage."""
