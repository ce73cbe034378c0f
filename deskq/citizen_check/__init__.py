"""Whether somebody is the citizen who gave a phone number or national ID with a message or an application: they type
its last four digits, or a code from an SMS. The packages sender_check and application_tracking use it."""
