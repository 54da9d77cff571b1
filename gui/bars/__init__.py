"""The bars above and below: what trains, at which pace and until when, the figures, the status."""
