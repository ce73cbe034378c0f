"""What the hall page counts and foresees: waits and service level of today, the last two hours, advice, the day."""
