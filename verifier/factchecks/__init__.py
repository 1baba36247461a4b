"""Earlier fact-checks: reading the files they come in, storing them, finding them again."""
