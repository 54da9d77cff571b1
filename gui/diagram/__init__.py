"""A classifier drawn as a diagram of units and connections."""
