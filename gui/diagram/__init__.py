"""The diagram of a classifier: its units, and the edges between them."""
