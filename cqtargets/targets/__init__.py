"""One target, one observation, one document as frozen values, and the rows they are read from."""
