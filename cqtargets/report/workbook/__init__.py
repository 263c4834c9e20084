"""The report as a workbook that computes."""
