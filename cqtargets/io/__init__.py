"""Files in, values out: the bundled data and users' own tables."""
