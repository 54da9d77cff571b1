"""From the cells of a file of points to a dataset, and what to ask the person on the way."""
