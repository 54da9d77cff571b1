"""The Arithmetic tab: one point and the next update, line by line."""
