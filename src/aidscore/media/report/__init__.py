"""Reports as files: one HTML page that works without a network and without scripts, from templates."""
