"""The public charter, "it was not so" of a visit or a tracking code, and the pages for staff."""
