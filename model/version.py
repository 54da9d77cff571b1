"""The version of the program, read by pyproject.toml, the window and the command line."""

VERSION = "0.1.0"
