"""Text that must stay text."""

HOSTILE = "<script>alert(1)</script>'\"&"
#: The form of an announcement, as it is typed on Tuesday 3 Azar.
ANNOUNCEMENT = {
    "text_fa": "شنبه تعطیل است", "text_en": "Closed on Saturday", "starts_day": "۱۴۰۵/۰۹/۰۳", "ends_day": "1405/09/07",
    "seconds": "۱۲", "active": "1",
}  # fmt: skip
