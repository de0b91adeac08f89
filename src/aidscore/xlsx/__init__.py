"""Excel workbooks: reading them, writing them, and the looks of their cells. Knows nothing of aidscore."""
