"""What the hall page counts: waits and service level of today."""
