"""Figures of the messages of a period. Read figures.py first, then views/page.py, views/words.py, views/table.py."""
