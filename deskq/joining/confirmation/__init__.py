"""Join requests. Where SMS are on, a visitor who joins from outside gets a ticket only after a code from an SMS has
verified the phone number."""
