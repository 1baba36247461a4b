"""The screens: what the reviewer sees as a whole."""
