"""The version of the program: pyproject.toml, the window and the command line take it from here."""

VERSION = "0.1.0"
