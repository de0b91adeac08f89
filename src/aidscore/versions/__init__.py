"""Two versions of a standard: differences, records carried over, impact, publishing."""
