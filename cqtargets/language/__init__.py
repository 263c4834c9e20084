"""What plans say: numerals and target texts read as words."""
