"""`python -m verifier` is the console script."""

from verifier.cli import main

if __name__ == "__main__":
    main()
