"""Reasons and comment: once, cleaned, within limits."""

import pytest

from deskq.core.errors import InvalidInput, NotFound
from deskq.ratings import rules, service


@pytest.fixture
def ticket(office, visit):
    found, _ = visit()
    service.rate(office, found.id, 2, "phone")
    return found


def test_a_comment_is_added_to_a_rating_once(office, ticket, rated):
    service.add_words(office, ticket.id, ["waiting", "order"], "خیلی منتظر شدم")

    with pytest.raises(rules.AlreadyRated):
        service.add_words(office, ticket.id, [], "again")

    kept = rated(ticket)
    assert (kept.reasons, kept.comment, kept.score) == ("waiting,order", "خیلی منتظر شدم", 2)


def test_a_comment_without_a_rating_or_after_one_with_the_score_is_refused(office, visit):
    found, _ = visit()
    with pytest.raises(NotFound):
        service.add_words(office, found.id, [], "words")
    service.rate(office, found.id, 2, "api", ["waiting"], "")

    with pytest.raises(rules.AlreadyRated):
        service.add_words(office, found.id, [], "more")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (" كارمند\u202e عالي\u2067 \x00\x07بود  ", "کارمند عالی بود"),
        ('"><script>alert(1)</script>', '"><script>alert(1)</script>'),
        ("ک" * 1000, "ک" * 1000),
    ],
    ids=["direction controls", "markup", "the longest"],
)
def test_comments_are_normalized_and_a_reason_given_twice_counts_once(office, ticket, rated, typed, stored):
    service.add_words(office, ticket.id, ["waiting", "waiting"], typed)

    assert (rated(ticket).comment, rated(ticket).reasons) == (stored, "waiting")


@pytest.mark.parametrize(
    ("reasons", "comment", "field"),
    [
        (["bribe"], "", "reasons"),
        (["waiting"] * 8, "", "reasons"),
        ([], "x" * 1001, "comment"),
        ([], "ﷺ" * 1000, "comment"),
    ],  # one sign, eighteen letters
)
def test_an_invalid_comment_is_reported_and_nothing_is_stored(office, ticket, rated, reasons, comment, field):
    with pytest.raises(InvalidInput) as refusal:
        service.add_words(office, ticket.id, reasons, comment)

    assert set(refusal.value.fields) == {field}
    assert rated(ticket).words_at is None
