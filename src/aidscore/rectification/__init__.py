"""Rectification: what correcting findings is worth, and the fewest that bring a pass (spec, section 18)."""
