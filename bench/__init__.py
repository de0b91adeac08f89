"""How fast aidscore is, as ratios measured in one run: `make bench`. A benchmark, never a test."""
