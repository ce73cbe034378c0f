"""The office: its services, counters, priority classes, calendar and devices."""
