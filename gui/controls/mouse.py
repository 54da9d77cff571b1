"""What tells a click from a drag."""

CLICK_PIXELS = 4  # a shorter drag counts as a click
