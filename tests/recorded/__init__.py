"""The record of which test runs which line: what ``make affected`` and ``make mutate`` choose tests by."""
