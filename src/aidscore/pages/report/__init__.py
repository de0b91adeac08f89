"""The pages of a report: its result in words, as sections of sentences, tables, maps and plots."""
