"""Whatever JSON a client may send as ``watch``."""

from hypothesis import strategies as st

#: Every field that any screen reads, and one that none does.
FIELDS = ("screen", "lang", "counter", "token", "parts", "since", "page", "battery", "epoch", "other")
SCREENS = ("lobby", "kiosk", "tablet", "counter", "ticket", "panel", "inbox", "hall")
LANGUAGES = ("fa", "en")
NUMBERS = st.sampled_from([0, 1, 5, -1, 2**31, 2**63, -(2**63) - 1, 10**400, 0.5, -1e308, True])
TEXTS = st.text(max_size=40) | st.sampled_from(
    ["\x00", "\ud800", "<script>", "' OR 1=1 --", "{{7*7}}", "۱۲۳", "x" * 9000]
)
PLAIN = st.none() | st.booleans() | NUMBERS | TEXTS | st.sampled_from([*SCREENS, *LANGUAGES])
JSON = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=8
)
#: Most are watches of a screen with one field or another that is wrong.
ASKED = st.fixed_dictionaries(
    {"screen": st.sampled_from(SCREENS) | JSON}, optional={name: JSON for name in FIELDS if name != "screen"}
)
