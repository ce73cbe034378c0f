"""Commands of the inbox: saved filters, downloads of lists."""
