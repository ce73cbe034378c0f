"""The wait estimate: learning, forecast, intervals, and what the screens show."""
