"""Services of sheets: sheets.py saves and offers them, taking.py takes ready ones."""
