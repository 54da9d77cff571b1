"""A document, its edits, and its training from the start to where it stands."""
