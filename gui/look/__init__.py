"""Colours, fonts, icons, the text of names and numbers, and saved preferences."""
