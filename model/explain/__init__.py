"""The equations of a forward pass, an error, a backward pass and an update."""

from model.explain.symbols import Names, Symbols

__all__ = ["Names", "Symbols"]
