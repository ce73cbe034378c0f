"""E-mail to staff: an outbox as that of SMS, and the server that carries it."""
