"""Live panel of the hall and history of tickets for managers: reads everything, changes nothing."""
