"""The pages of a batch summary that is handed on."""
