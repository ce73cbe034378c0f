"""Admin pages under /manage/messages: policy, units, the lists by which messages are sorted, the city map.

Read in this order: views/settings_list.py, views/lists.py, service/lists.py, service/units.py with
service/confidential_reports.py, then views/policy.py and views/city_map.py; seed_defaults.py fills a new office.
"""
