"""The office's staff: sign-in, roles, skills and leave."""
