"""Everything that touches spreadsheet files: writing, strict reading, the door. Nothing above knows a library."""
