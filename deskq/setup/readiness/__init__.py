"""What the town still lacks before its first ticket, answer, receipt, box opening and report.

``steps`` lists the steps of each part. ``rules`` says from plain facts what is missing; ``queries`` reads these facts;
``words`` has the sentences. The page /manage/setup, the bar above the pages that mend something (``views/way.py``), and
`flask doctor` show the same list.
"""
