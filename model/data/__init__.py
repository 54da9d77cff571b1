"""Points and labels, the inputs made from them, and what a preset of points is."""
