"""Join requests. Where SMS are on, a visitor who joins from outside gets a ticket only after a code from an SMS has
verified the phone number. A visitor who has lost the page of such a ticket gets back to it in the same way."""
