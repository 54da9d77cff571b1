"""The Errors tab: how wrong the classifier is, and which points make it so."""
