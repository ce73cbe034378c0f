"""Admin pages of the office, each with its own blueprint under /manage."""

from deskq.office.admin import calendar, counters, devices, priorities, services, settings

PAGES = (calendar, counters, devices, priorities, services, settings)
