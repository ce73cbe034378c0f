"""Admin pages of service sheets: lists.py, ready.py (start sheets and those of other offices), editor.py (one sheet),
rows.py (the rows of its form)."""
