"""Diagnostics: messages about files, and the catalog of their sentences."""
