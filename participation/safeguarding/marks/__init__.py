"""Marks on text: what an adult should look at first. A mark never refuses, removes or routes."""
