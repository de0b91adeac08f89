"""The arithmetic: what a rule deducts, what a sheet scores, how visits and centers are combined."""
