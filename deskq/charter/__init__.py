"""The citizen's charter: what one may expect here, how far it is kept, "it was not so", the day of the next report."""
