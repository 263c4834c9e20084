"""The offline page: its data, its outlines, its font and its HTML."""
