"""The layout contract: a folder is a workbook, a file is a sheet. Everything a sheet is, is told here and once."""
