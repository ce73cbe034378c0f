"""Which headline of a correction was left as it was when the other language changed. Pure."""

from deskq.core.text.names import Name


def left_behind(published: Name, draft: Name) -> str:
    """The language, "fa" or "en", whose headline is still the published one although the other has changed; "" where
    both or none have changed, or where there is no headline in it."""
    is_same = {"fa": published.fa == draft.fa, "en": published.en == draft.en}
    if is_same["fa"] == is_same["en"]:
        return ""
    language = "fa" if is_same["fa"] else "en"
    return language if getattr(draft, language) else ""
