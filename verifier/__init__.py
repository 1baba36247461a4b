"""The application: readers of files, the desk's use cases, command line, screen and reports."""

__version__ = "0.1.0"
