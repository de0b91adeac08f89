"""Excel workbooks: reading and writing them. Knows nothing else of aidscore."""
