"""The commands on records: one file, a batch, validation."""
