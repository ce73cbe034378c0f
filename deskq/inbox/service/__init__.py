"""What staff keep of the inbox, and what they take away from it."""
