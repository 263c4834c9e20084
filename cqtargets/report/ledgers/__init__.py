"""The ledgers that a workbook computes: steps, stocks and their formulas."""
