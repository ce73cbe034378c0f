"""Work that somebody began in the browser and that a job does: its progress is a row, its result a file.

The work continues after the browser is closed. The person who started it can cancel it.
"""
