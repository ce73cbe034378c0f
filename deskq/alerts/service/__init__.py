"""Commands of alerts: rounds of the job, settings, duty list."""
