"""The pages of appointments: for visitors, the kiosk, clerks and admins."""
