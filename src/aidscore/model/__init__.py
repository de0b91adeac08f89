"""The nouns: what the files say and what a score consists of, immutable and without any file's line numbers."""
