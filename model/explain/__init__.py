"""What a forward pass, an error, a backward pass and an update compute, in lines of arithmetic."""

from model.explain.symbols import Names, Symbols

__all__ = ["Names", "Symbols"]
