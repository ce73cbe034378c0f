"""Rules of imports: columns, values, rows, and what rows make of an application."""
