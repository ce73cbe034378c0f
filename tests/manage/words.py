"""Text that must stay text."""

HOSTILE = "<script>alert(1)</script>'\"&"
