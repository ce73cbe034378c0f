"""Where SMS are on, who joins from outside proves the phone number by a code; only then a ticket is given."""
