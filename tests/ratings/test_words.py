"""Reasons and comment: once, cleaned, within limits."""

import pytest

from deskq.core.errors import InvalidInput, NotFound
from deskq.ratings import rules, service


@pytest.fixture
def ticket(office, visit):
    found, _ = visit()
    service.rate(office, found.id, 2, "phone")
    return found


def test_words_are_added_to_a_rating_once(office, ticket, rated):
    service.add_words(office, ticket.id, ["waiting", "order"], "خیلی منتظر شدم")

    with pytest.raises(rules.AlreadyRated):
        service.add_words(office, ticket.id, [], "again")

    kept = rated(ticket)
    assert (kept.reasons, kept.comment, kept.score) == ("waiting,order", "خیلی منتظر شدم", 2)


def test_words_that_came_with_the_tap_are_the_words(office, visit):
    found, _ = visit()
    service.rate(office, found.id, 2, "api", ["waiting"], "")

    with pytest.raises(rules.AlreadyRated):
        service.add_words(office, found.id, [], "more")


def test_words_without_a_rating_are_words_about_nothing(office, visit):
    found, _ = visit()

    with pytest.raises(NotFound):
        service.add_words(office, found.id, [], "words")


def test_words_are_stored_in_one_spelling_without_tricks_of_direction(office, ticket, rated):
    service.add_words(office, ticket.id, [], " كارمند\u202e عالي\u2067 \x00\x07بود  ")

    assert rated(ticket).comment == "کارمند عالی بود"


def test_markup_is_kept_as_it_was_typed(office, ticket, rated):
    service.add_words(office, ticket.id, [], '"><script>alert(1)</script>')

    assert rated(ticket).comment == '"><script>alert(1)</script>'


@pytest.mark.parametrize(
    ("reasons", "comment", "field"),
    [(["bribe"], "", "reasons"), (["waiting"] * 8, "", "reasons"), ([], "x" * 1001, "comment")],
)
def test_what_is_out_of_bounds_is_named_and_nothing_is_kept(office, ticket, rated, reasons, comment, field):
    with pytest.raises(InvalidInput) as refusal:
        service.add_words(office, ticket.id, reasons, comment)

    assert set(refusal.value.fields) == {field}
    assert rated(ticket).words_at is None


def test_a_reason_named_twice_is_one_reason(office, ticket, rated):
    service.add_words(office, ticket.id, ["waiting", "waiting"], "")

    assert rated(ticket).reasons == "waiting"


def test_a_thousand_letters_fit(office, ticket, rated):
    service.add_words(office, ticket.id, [], "ک" * 1000)

    assert len(rated(ticket).comment) == 1000


def test_letters_that_grow_when_cleaned_are_counted_after_it(office, ticket, rated):
    with pytest.raises(InvalidInput):
        service.add_words(office, ticket.id, [], "ﷺ" * 1000)  # one sign, eighteen letters
