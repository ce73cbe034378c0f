"""The live panel and, later, reports: reads everything, changes nothing."""
