"""Hall page and history of tickets for managers: reads everything, changes nothing."""
