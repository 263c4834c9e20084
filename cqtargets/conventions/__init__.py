"""Words, digits, names and tolerances that every room agrees on."""
