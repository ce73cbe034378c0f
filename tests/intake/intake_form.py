"""Values of the intake form."""

import pytest
from werkzeug.test import TestResponse


@pytest.fixture
def given(about):
    """What an operator types in a 137 call."""
    return {
        "kind": "request", "channel": "phone", "body": "چاله جلوی مدرسه", "address": "خیابان طالقانی، کوچهٔ ۵",
        "category": str(about().category_by_code["asphalt"].id), "refer": "1", "texts": "1", "request_key": "one-page",
    }  # fmt: skip


@pytest.fixture
def tell(sign_in, given):
    """``tell(body="...")``: what an operator is answered who sends the form with this difference."""

    def send(who: str = "operator", /, **changes: object) -> TestResponse:
        return sign_in(who).post("/intake", data=given | changes)

    return send
