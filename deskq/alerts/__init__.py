"""Alerts: notifications to staff about messages, queues, counters and devices, on live pages and by SMS.

Each kind of alert has a threshold, quiet hours and a repeat interval (rules.py). A background job raises an alert when
its condition begins to hold, notifies its recipients, repeats that while the condition holds, and ends the alert
afterwards. Read in this order: rules.py, models.py, queries/ (which conditions hold, what is due), service/rounds.py
(one round of the job), then notices.py and sms_template.py (the two channels).
"""
