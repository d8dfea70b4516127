"""What each bad input is answered, word for word: change a message here and in the code together."""

MESSAGES = {
    "no such file": ["nothing.xlsx: found no such file, expected a workbook or a csv file. Check the folder and name."],
    "a folder": ["in: found a folder, expected a workbook or a csv file. Name the file inside it."],
    "an empty file": ["sheet.csv: found an empty file, expected a workbook or a csv file. Save it again."],
    "binary, not a workbook": [
        "tool.xlsx: found binary data, expected a workbook or a csv file. Name an .xlsx, .xlsm or .csv file."
    ],
    "encrypted": [
        "locked.xlsx: found a workbook locked with a password, expected an open workbook. Save it without the password."
    ],
    "an old .xls": ["old.xls: found an old .xls workbook, expected an .xlsx workbook. Save it as .xlsx in Excel."],
    "a corrupt zip": [
        "corrupt.xlsx: found a damaged workbook, expected a workbook that opens. Open it in Excel, let Excel repair it, and save it as a new .xlsx workbook."
    ],
    "a garbled sheet": [
        "garbled.xlsx: found a workbook that cannot be read (ParseError), expected a workbook that opens. Open it in Excel, let Excel repair it, and save it as a new .xlsx workbook."
    ],
    "a zip bomb": [
        "bomb.xlsx: found a file that unpacks to far more than a workbook holds, expected a workbook. Do not open it; ask the sender."
    ],
    "an XML entity bomb": [
        "entities.xlsx: found XML that declares entities, expected a workbook. Do not open it; ask the sender."
    ],
    "a merge over everything": [
        "merged.xlsx: found 17,179,869,184 merged cells, expected a table. Unmerge the cells and save it again."
    ],
    "csv with a broken quote": [
        "sheet.csv: found text that is not csv (',' expected after '\"'), expected a csv file. Save it again from Excel as a csv or xlsx file."
    ],
    "an empty sheet": [
        "sheet.xlsx: found nothing in any cell, expected a table of areas. Check that it is the right file."
    ],
    "no header": [
        "sheet.xlsx, sheet Data: found no column headed 'Basis', expected the column to share by. Check the file and the sheet, or put that header over the column."
    ],
    "a near miss": [
        "sheet.xlsx, sheet Data: found no column headed 'Basis', expected the column to share by. Use one of 'Base'."
    ],
    "two candidate headers on two sheets": [
        "sheet.xlsx: found 2 columns headed 'Basis': sheet Data, cell B1; sheet Again, cell B1, expected one column to share by. Limit the reading with --sheet or --range, or rename one of them."
    ],
    "the column there twice": [
        "sheet.xlsx: found 2 columns headed 'Basis': sheet Data, cell B1; sheet Data, cell C1, expected one column to share by. Limit the reading with --sheet or --range, or rename one of them."
    ],
    "no such sheet": ["sheet.xlsx: found no sheet 'Date', expected a sheet of the workbook. Use one of 'Data'."],
    "a sheet of a csv": [
        "sheet.csv: found no sheet 'Data', expected a sheet of the workbook. Leave --sheet out: the file has one sheet without a name."
    ],
    "not a range": ["--range: found 'A1', expected a range such as A4:D14. Correct it."],
    "no such area column": [
        "sheet.xlsx, sheet Data, cell B1: found no column headed 'Aria' beside it, expected one column of area names. Use one of 'Area'."
    ],
    "no column of names": [
        "sheet.xlsx, sheet Data, cell B1: found no column of names beside it, expected a column of area names. Name the areas in a column beside it, or name that column with --area."
    ],
    "no areas": [
        "sheet.xlsx, sheet Data, cell B1: found nothing below the header, expected at least one area. Add the areas."
    ],
    "text for a number": [
        "sheet.xlsx, sheet Data, cell B3: found 'lots', expected a figure. Type one figure, such as 1,234.56 or £1.2m."
    ],
    "n/a for a number": [
        "sheet.xlsx, sheet Data, cell B3: found 'n/a', expected a figure. Type the figure, or 0 if there is none."
    ],
    "two readings": [
        "sheet.xlsx, sheet Data, cell B2: found '1.234,56', expected a figure. Write thousands with commas and decimals with one point, as 1,234.56.",
        "sheet.xlsx, sheet Data, cell B3: found '(12', expected brackets in pairs. Close the bracket, or write a minus sign.",
        "sheet.xlsx, sheet Data, cell B4: found '0012', expected a figure. Leading noughts mark a code; if it is a figure, remove them.",
        "sheet.xlsx, sheet Data, cell B5: found '--5', expected one sign. Keep one sign only.",
        "sheet.xlsx, sheet Data, cell B6: found '$9', expected a figure. Only pounds are read: convert the figure.",
        "sheet.xlsx, sheet Data, cell B7: found '1e5', expected a figure. Type one figure, such as 1,234.56 or £1.2m.",
    ],
    "a blank basis": [
        "sheet.xlsx, sheet Data, cell B3: found a blank, expected a figure for the basis. Type the figure, or 0 if there is none; if the row is a heading or a note, clear it."
    ],
    "a blank basis at the end": [
        "sheet.xlsx, sheet Data, cell B4: found a blank, expected a figure for the basis. Type the figure, or 0 if there is none; if the row is a heading or a note, clear it."
    ],
    "an error cell": [
        "error.xlsx, sheet Data, cell B3: found #REF!, expected a figure for the basis. Correct the formula in the cell, then save the workbook."
    ],
    "a formula without its value": [
        "sheet.xlsx, sheet Data, cell B3: found a formula whose result was never saved, expected a figure for the basis. Open the workbook in Excel, let it calculate, and save it."
    ],
    "a date": [
        "sheet.xlsx, sheet Data, cell B3: found the date or time 2024-04-01, expected a figure for the basis. Type the figure and format the cell as a number."
    ],
    "TRUE": ["sheet.xlsx, sheet Data, cell B3: found TRUE, expected a figure for the basis. Type the figure."],
    "too many digits": [
        "sheet.xlsx, sheet Data, cell B3: found 1000000000000000, expected a number of at most 15 digits before the point. Type it as text, with an apostrophe before it."
    ],
    "an area twice": [
        "sheet.xlsx, sheet Data, cell A3: found 'EAST', which stands in A2 too, expected each area once. Join the two rows, or rename one; if another column names the areas, head that one Area."
    ],
    "a code twice": [
        "sheet.xlsx, sheet Data, cell A3: found 'E1', which stands in A2 too, expected each code once. Join the two rows, or rename one."
    ],
    "a figure without an area": [
        "sheet.xlsx, sheet Data, cell B3: found 2 with no name beside it, expected the name of an area. Type the name of the area, or clear the row."
    ],
    "an area below the total": [
        "sheet.xlsx, sheet Data, cell B5: found 'Reserve' below the total row, expected nothing below the last total. Move the total row below it, delete the row, or limit the reading with --range."
    ],
    "an area that begins with total": [
        "sheet.xlsx, sheet Data, cell B3: found 'Total Wellbeing' with 7, where its rows come to 1, expected a total that adds, or an area. Correct the figure, or name the row without the word 'total'."
    ],
    "percentages among figures": [
        "sheet.csv, cell B2: found percentages beside plain figures, expected one kind of figure in the column. Write the whole column in one way."
    ],
    "merged cells": [
        "sheet.xlsx, sheet Data, cells B3:B4: found merged cells, expected a cell of its own for every figure and name. Unmerge them and fill in each cell."
    ],
    "a negative basis": [
        "sheet.xlsx, sheet Data, cell B3: found -2, expected a basis of nought or more. Correct it, or use 0 if the area is to have no share."
    ],
    "all nought": [
        "sheet.xlsx, sheet Data, cells B2:B3: found nought for every area, expected a basis above nought for one at least. Fill in the basis, or name another column."
    ],
    "several faults at once": [
        "--pot: found '1,00', expected a figure. Write thousands with commas and decimals with one point, as 1,234.56.",
        "sheet.xlsx, sheet Data, cell B2: found 'lots', expected a figure. Type one figure, such as 1,234.56 or £1.2m.",
        "sheet.xlsx, sheet Data, cell B3: found a blank, expected a figure for the basis. Type the figure, or 0 if there is none; if the row is a heading or a note, clear it.",
        "sheet.xlsx, sheet Data, cell B4: found -1, expected a basis of nought or more. Correct it, or use 0 if the area is to have no share.",
    ],
    "no pot and no column": [
        "--by: found nothing, expected the header of a column of figures. Name the column to share by, one of 'Basis'.",
        "--pot: found nothing, expected an amount in pounds. Give the amount to be shared out, as --pot 97905.06.",
    ],
    "faults of the fund, the sheet and the output": [
        "--format: found json beside --explain, expected text. Leave out one of the two.",
        "--unit: found 0.001, expected a whole number of pennies. Give 0.01, 1, 100 or 1000.",
        "--rounding: found 'bankers', expected a rounding rule. Use one of largest-remainder, each, residue-to.",
        "--pot: found -£5.00, expected an amount above nought. Give the amount to be shared out.",
        "sheet.xlsx, sheet Data, cell B2: found 'x', expected a figure. Type one figure, such as 1,234.56 or £1.2m.",
    ],
    "a percentage for a pot": ["--pot: found 300%, expected an amount in pounds. Give pounds."],
    "an idle residue": [
        "--residue-to: found an area for the residue beside the rule each, expected the rule residue-to. Leave out one of the two."
    ],
    "a residue too large": [
        "--residue-to: found a row that would be left with -199, expected a row that can take the residue. Name a larger row, or share by largest remainder."
    ],
    "an error for a name": [
        "sheet.xlsx, sheet Data, cell A3: found True, expected the name of an area. Correct the cell."
    ],
    "formulas never calculated": [
        "sheet.xlsx, sheet Data, cell B1: found formulas below it whose results were never saved, expected figures. Open the workbook in Excel, let it calculate, and save it."
    ],
    "a hidden sheet": [
        "sheet.xlsx, sheet Data: found no column headed 'Basis', expected the column to share by. It stands on the hidden sheet 'Old': to use that, add --sheet."
    ],
    "an OpenDocument sheet": ["sheet.xlsx: found an OpenDocument sheet, expected an .xlsx workbook. Save it as .xlsx."],
    "a merge in other quotes": [
        "merged.xlsx: found 17,179,869,184 merged cells, expected a table. Unmerge the cells and save it again."
    ],
    "an endless merge tag": [
        "endless.xlsx: found a workbook that cannot be read (ParseError), expected a workbook that opens. Open it in Excel, let Excel repair it, and save it as a new .xlsx workbook."
    ],
    "a pot past what a sheet holds": [
        "-o: found figures of more than 15 digits, expected what a sheet holds. Write a .json or .csv file."
    ],
    "a negative pot": ["--pot: found -£5.00, expected an amount above nought. Give the amount to be shared out."],
    "a pot of nought": ["--pot: found £0.00, expected an amount above nought. Give the amount to be shared out."],
    "a pot in parts of a unit": [
        "--pot: found £100.00, expected a whole number of units of £1,000.00. Correct the pot, or choose a smaller rounding unit."
    ],
    "a pot in parts of a penny": [
        "--pot: found £1.005, expected a whole number of units of £0.01. Correct the pot, or choose a smaller rounding unit."
    ],
    "a unit of parts of a penny": [
        "--unit: found 0.001, expected a whole number of pennies. Give 0.01, 1, 100 or 1000."
    ],
    "an unknown rule": [
        "--rounding: found 'bankers', expected a rounding rule. Use one of largest-remainder, each, residue-to."
    ],
    "a residue to nobody": [
        "--residue-to: found 'Mars', expected the name or code of one area. Name an area of the table."
    ],
    "a rule that needs an area": [
        "--residue-to: found nothing, expected the name or code of one area. Name an area of the table."
    ],
    "an area to explain that is not there": [
        "--explain: found 'Est', expected the name or code of one area. Use one of 'West', 'East'."
    ],
    "a fund without a pot": [
        "fund.xlsx, sheet Fund: found no pot, expected an amount in pounds. Type the amount to be shared out beside the label 'Pot'."
    ],
    "a misspelt setting": [
        "fund.xlsx, sheet Fund, cell A1: found 'Pott', expected a setting of the sheet Fund. Use one of 'Pot', or clear the line."
    ],
    "a setting twice": [
        "fund.xlsx, sheet Fund, cell A2: found 'Amount' a second time, expected each setting once. Keep one line 'Pot'."
    ],
    "a year that is none": [
        "fund.xlsx, sheet Fund, cell B2: found '2024/26', expected a financial year. Write it as 2024/25, in a cell formatted as text."
    ],
    "a pot in words": [
        "fund.xlsx, sheet Fund, cell B1: found 'five', expected a figure. Type one figure, such as 1,234.56 or £1.2m.",
        "fund.xlsx, sheet Fund, cell B2: found 'largest', expected a rounding rule. Use one of largest-remainder, each, residue-to.",
    ],
    "stated twice": [
        "fund.xlsx: found --pot beside a workbook with a sheet Fund, expected the settings in one place. Change the sheet Fund, or name a column with --by to read the workbook as a plain sheet."
    ],
    "a fund without a basis": [
        "fund.xlsx, sheet Areas: found 0 columns headed 'Basis', expected one column 'Basis'. Head one column 'Basis', beside 'Code' and 'Area'."
    ],
}
