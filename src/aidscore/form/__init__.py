"""The Excel scoring form: its layout, its formulas, how it is drawn, how a filled one is read."""
