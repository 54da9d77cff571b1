"""Controls that read and write numbers."""
