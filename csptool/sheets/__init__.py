"""Workbooks and csv in: every cell with its address, its exact figure and its printed digits."""
