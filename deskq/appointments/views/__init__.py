"""The pages of appointments: for visitors, the kiosk, the desk and the admin."""
