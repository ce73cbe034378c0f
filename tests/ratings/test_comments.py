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


def test_a_comment_sent_with_the_score_is_the_only_one(office, visit):
    found, _ = visit()
    service.rate(office, found.id, 2, "api", ["waiting"], "")

    with pytest.raises(rules.AlreadyRated):
        service.add_words(office, found.id, [], "more")


def test_a_comment_without_a_rating_is_refused(office, visit):
    found, _ = visit()

    with pytest.raises(NotFound):
        service.add_words(office, found.id, [], "words")


def test_comments_are_normalized_without_direction_controls(office, ticket, rated):
    service.add_words(office, ticket.id, [], " كارمند\u202e عالي\u2067 \x00\x07بود  ")

    assert rated(ticket).comment == "کارمند عالی بود"


def test_markup_is_stored_as_typed(office, ticket, rated):
    service.add_words(office, ticket.id, [], '"><script>alert(1)</script>')

    assert rated(ticket).comment == '"><script>alert(1)</script>'


@pytest.mark.parametrize(
    ("reasons", "comment", "field"),
    [(["bribe"], "", "reasons"), (["waiting"] * 8, "", "reasons"), ([], "x" * 1001, "comment")],
)
def test_an_invalid_comment_is_reported_and_nothing_is_stored(office, ticket, rated, reasons, comment, field):
    with pytest.raises(InvalidInput) as refusal:
        service.add_words(office, ticket.id, reasons, comment)

    assert set(refusal.value.fields) == {field}
    assert rated(ticket).words_at is None


def test_a_reason_given_twice_counts_once(office, ticket, rated):
    service.add_words(office, ticket.id, ["waiting", "waiting"], "")

    assert rated(ticket).reasons == "waiting"


def test_a_thousand_letters_fit(office, ticket, rated):
    service.add_words(office, ticket.id, [], "ک" * 1000)

    assert len(rated(ticket).comment) == 1000


def test_the_length_is_checked_after_normalization(office, ticket, rated):
    with pytest.raises(InvalidInput):
        service.add_words(office, ticket.id, [], "ﷺ" * 1000)  # one sign, eighteen letters
