"""Opening, importing and exporting files."""
