"""Work that somebody began in the browser and that a job does: its progress is a row, its result a file.

It goes on when the browser is closed, and can be cancelled.
"""
