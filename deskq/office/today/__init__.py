"""Changes for one business day: services closed with a reason, clerks lent to a service."""
