"""/api/v1: the same services for machines. endpoint declares, openapi describes, idempotency answers a request once."""
