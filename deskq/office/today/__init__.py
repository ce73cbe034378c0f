"""What holds for one business day only: services closed with a reason, clerks lent to a service."""
