"""Who must prove the number of an appointment: a place is kept for minutes until the code from the SMS is entered."""
