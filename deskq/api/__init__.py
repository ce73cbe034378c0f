"""/api/v1: the same services for machines. endpoint.py declares an endpoint, openapi.py describes it."""
