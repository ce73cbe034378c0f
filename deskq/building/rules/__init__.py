"""Rules of buildings: kinds of places, how a place is named, how it is found, rows pasted from a spreadsheet."""
