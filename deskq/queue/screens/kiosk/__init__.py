"""What the kiosk offers: groups, services, priority classes."""
