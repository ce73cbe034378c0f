"""What the columns of a table of messages mean, and what a row says. Pure."""
