"""Values of the intake form."""

import pytest


@pytest.fixture
def given(about):
    """What an operator types in a 137 call."""
    return {
        "kind": "request", "channel": "phone", "body": "چاله جلوی مدرسه", "address": "خیابان طالقانی، کوچهٔ ۵",
        "category": str(about().category_by_code["asphalt"].id), "refer": "1", "texts": "1", "request_key": "one-page",
    }  # fmt: skip
