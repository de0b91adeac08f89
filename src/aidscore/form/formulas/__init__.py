"""The live formulas of a form: the arithmetic in whole numbers, sheet by sheet."""
