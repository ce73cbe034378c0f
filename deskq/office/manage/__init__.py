"""The pages on which the office is edited, each with its own blueprint under /manage."""

from deskq.office.manage import calendar, counters, devices, priorities, services, settings

PAGES = (calendar, counters, devices, priorities, services, settings)
