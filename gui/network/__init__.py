"""The Network tab: the diagram with its numbers and layers, to be changed by hand."""
