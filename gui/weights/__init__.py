"""The Weights tab: the start, and a table of all weights and biases."""
