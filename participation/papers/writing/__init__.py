"""The working text while it is written: merging what several devices and authors typed."""
