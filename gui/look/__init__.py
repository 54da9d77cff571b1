"""Colours, sizes, fonts, icons, how names and numbers are written, and what is remembered."""
