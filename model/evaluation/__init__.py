"""How wrong a classifier is, and what it cannot do."""
