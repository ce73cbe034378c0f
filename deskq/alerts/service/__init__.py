"""Commands of alerts: the rounds that tell, their settings, the duty list."""
