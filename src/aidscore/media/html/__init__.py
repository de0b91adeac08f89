"""Pages as HTML files: each is one file that works without a network and without scripts."""
