"""Controls for entering numbers, and the text of weights."""
