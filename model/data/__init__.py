"""Points and labels, the inputs derived from them, and what a preset is."""
