"""Reports saved under a name, and links to them that are sent to staff each week or month."""
