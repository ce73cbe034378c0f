"""Printed tickets: drawn here, kept in an outbox, sent to printers by a background job."""
