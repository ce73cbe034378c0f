"""What everybody may read of the office: waits now, the best hours, figures of months and seasons that are over, open
data, and the picture that is shown where the page is shared.

Read in this order: rules/suppression.py, rules/answers.py, rules/usual_waits.py, queries/, keep.py (freezes figures),
views/page.py, views/open_data.py.
"""
