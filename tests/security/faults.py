"""What may be wrong with an answer to hostile input."""

import re

from werkzeug.test import TestResponse

#: What a page of an error must never show, and no answer at all.
TRACE = re.compile(r"Traceback|sqlalchemy|werkzeug|pydantic|site-packages|\.py\b")
WHOLE_TRACE = "Traceback (most recent call last)"


def fault(answer: TestResponse) -> str | None:
    """A server error, an error that a person cannot read, or the inside of the program."""
    if answer.status_code >= 500:
        return str(answer.status_code)
    if answer.status_code >= 400:
        if answer.is_json:
            return None if answer.json.get("detail") else "no sentence"
        text = re.sub(r"<[^>]+>", " ", answer.text)
        return "a trace" if TRACE.search(text) else None if text.strip() else "nothing to read"
    is_text = answer.is_json or answer.mimetype.startswith("text/")
    return "a trace" if is_text and WHOLE_TRACE in answer.text else None
