"""The Network tab: the diagram, in which weights, biases and layers are changed by hand."""
