"""What was seen, held against a target: which observation is comparable, which one counts."""
