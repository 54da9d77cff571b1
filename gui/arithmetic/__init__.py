"""The Arithmetic tab: one point and the next update, equation by equation."""
