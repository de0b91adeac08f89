"""Results that were written to a file: read again, verified against their inputs, compared with each other."""
