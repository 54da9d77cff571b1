"""What the mouse does from the press of a button to its release."""
