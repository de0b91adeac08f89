"""The sheets of a form: cells, inputs, validations, protection, print setup."""
