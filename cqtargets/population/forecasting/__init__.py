"""The people of a city and its districts to come: inputs in the open, trajectories, denominators, backtests."""
