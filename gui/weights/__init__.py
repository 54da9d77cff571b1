"""The Weights tab: the start, and every weight and bias in a table."""
