"""The words and numbers that results are shown with, in the language in use."""
