"""Pages of two-step sign-in: the second step after the password, one's own account, and the admin's pages."""
