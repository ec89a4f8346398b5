"""The book of papers: what everybody may read, as pages and as files."""
