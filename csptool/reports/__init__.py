"""Results out: terminal, json, csv, markdown and a workbook with live formulas."""
