"""What a forward pass, an error, a backward pass and an update compute, in equations."""

from model.explain.symbols import Names, Symbols

__all__ = ["Names", "Symbols"]
