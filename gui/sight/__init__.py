"""What of the plane is visible: its region in pixels, when it is fitted, and room for points."""
