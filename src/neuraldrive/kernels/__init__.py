"""Arrays in, arrays out: the numerical floor, which imports NumPy, SciPy and Numba alone."""
