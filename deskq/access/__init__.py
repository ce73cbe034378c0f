"""Who is asking and what they may do: identity, sessions, permissions."""
