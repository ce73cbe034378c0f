"""The host's page: staff in the hall issue and correct tickets, help visitors and fetch them."""
