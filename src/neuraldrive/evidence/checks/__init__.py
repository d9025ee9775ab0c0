"""One module a kind of experiment; each function takes a seed, simulates, and returns one number."""
