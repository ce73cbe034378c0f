"""Requests made up from the OpenAPI document: no server error, no trace, none slow, all answers as documented."""

from collections import Counter, defaultdict

import pytest
from hypothesis import given

from tests.security.fuzz import api_office, api_requests
from tests.security.fuzz.made_up import made_up, pieces
from tests.security.fuzz.restored import Kept

#: Requests to an operation before the next one.
AT_ONCE = 50
#: So many changes of the office are left before it is put back.
LEFT = 2


@pytest.mark.parametrize("piece", pieces("api", 102, of=6))
def test_every_operation_answers_whatever_comes_as_documented(app, browser, client, office, shared_file, tally, piece):
    callers, known = api_office.create(client, office)
    comes, kept = browser(), Kept(app, shared_file)
    operations = piece.mine(api_requests.operations(comes.get("/api/v1/openapi.json").json))
    answered = defaultdict(Counter)
    each = min(AT_ONCE, piece.number // len(operations))

    def fuzz(operation, seen):
        @made_up(each, same=not piece.long)
        @given(api_requests.requests(operation, callers, known))
        def ask(request):
            status = api_requests.send(request, comes, tally)
            seen[status] += 1
            if status < 300 and operation.method != "get" and seen[status] % LEFT == 0:
                kept.restore()

        ask()
        kept.restore()

    def left():
        """Those that were never carried out."""
        return [operation for operation in operations if min(answered[operation.label], default=500) >= 300]

    while tally.requests < piece.number:
        for operation in operations:
            fuzz(operation, answered[operation.label])
    while piece.long and left() and tally.requests < 2 * piece.number:
        for operation in left():
            fuzz(operation, answered[operation.label])
    kept.close()
    print(tally)

    assert tally.faults == {}
    assert len(answered) == len(operations) > 40 // piece.of
    if piece.long:
        assert [operation.label for operation in left()] == [], "never carried out"
