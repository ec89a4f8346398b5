"""The figures of this product, measured against references in one run: `make bench`."""
