"""What the mouse and the keys do to points and lines: tools, and a file for each gesture."""
