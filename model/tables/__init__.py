"""From the cells of a points file to a dataset, and what to ask the person on the way."""
