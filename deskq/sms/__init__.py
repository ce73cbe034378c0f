"""Text messages to visitors: the number they may leave, the outbox, and the gateways. Off until configured."""
