"""SMS to visitors: their phone numbers, the outbox, and the gateways. Off until configured."""
