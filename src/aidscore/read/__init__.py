"""Files in: bytes to text, text to a tree with its places, tree to a model, or diagnostics."""
