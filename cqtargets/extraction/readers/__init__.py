"""One module for each kind of file: each hands over pieces, and remarks on what it left beside."""
