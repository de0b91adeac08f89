"""The Excel scoring form: where everything stands, the live formulas, the workbook, a record as its entries."""
