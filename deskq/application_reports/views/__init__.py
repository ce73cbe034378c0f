"""Pages of the reports of applications."""
