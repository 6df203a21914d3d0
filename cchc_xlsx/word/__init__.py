"""Everything that touches Word files: reading their tables, writing a paper. Nothing above knows a library."""
