"""Rules of the charter: the promises that can be measured, what is shown of a figure, the day of a report."""
