"""Buttons, choices and labels that any room may use."""
