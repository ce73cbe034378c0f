"""Work that somebody began in the browser and that a job does: its progress is a row, its result a file.

The work goes on when the browser is closed. The person who began it can cancel it.
"""
