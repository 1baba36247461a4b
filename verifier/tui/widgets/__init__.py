"""Pieces of the review screen: each owns its shape and posts messages; the screen answers."""
