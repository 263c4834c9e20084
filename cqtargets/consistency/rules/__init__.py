"""One module a rule: what each holds against what."""
