"""Reports as Word documents: what they say, and the templates they are written on."""
