"""Whether a line separates two classes, decided exactly, and how wide the gap is."""
