"""One check for every text that people typed and that reaches the journal."""

import re
from dataclasses import fields

import pytest

from deskq.access.api_tokens.events import TokenRevoked
from deskq.core import event_types, journal_texts
from deskq.core.errors import InvalidInput
from deskq.core.transactions import transaction
from deskq.messages.events import SenderRevealed
from deskq.office.events import OfficeChanged

NUMBER = "شمارهٔ او ۰۹۱۲ ۱۲۳ ۴۵۶۷ است"
#: Fields of events whose text no person types: names of states, kinds, ways and rules, codes, moments, hashes,
#: addresses of printers from the settings.
MACHINE = {
    "about",
    "after", "before", "by", "category", "changed", "channel", "code", "device_kind", "field", "first_day", "ground",
    "hash", "last_day", "left", "mark", "outcome", "parting", "printer", "problem", "proof", "role", "session", "sort",
    "source", "starts_at", "begins_at", "state", "verb", "what", "counts",
    "root_cause", "ending", "way", "digest", "sheet", "graph", "stages", "missing", "stage", "received", "step",
    "promise", "question", "sources", "document", "stops", "roles", "standing", "commission", "verdict", "result",
    "rows", "texts",
}  # fmt: skip
#: The same of single events, where the name of the field is that of a free text elsewhere.
OF_TICKETS = re.compile(r"(ticket|counter)\.\w+ (changes|why)")


def test_every_text_of_every_event_is_checked_or_typed_by_nobody(app):
    """A new event with a text must say in ``free_texts`` whether people type it."""
    unknown = []
    for kind, event in event_types.known().items():
        for field in fields(event):
            holds_text = any(word in str(field.type) for word in ("str", "Any", "dict", "Mapping"))
            machine = field.name in MACHINE or OF_TICKETS.fullmatch(f"{kind} {field.name}")
            if holds_text and field.name not in journal_texts.of(event) and not machine:
                unknown.append(f"{kind}: {field.name}")

    assert unknown == []


def test_the_fields_named_are_fields(app):
    for event in event_types.known().values():
        assert set(journal_texts.of(event)) <= {field.name for field in fields(event)}
        assert set(journal_texts.of(event).values()) <= {"typed", "shown", "carried"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (NUMBER, "phone number"), ("021-88776655", "phone number"), ("۰۴۹۹۳۷۰۸۹۹", "national ID"),
        ("4111 1111 1111 1111", "bank card"), ("sara@example.ir", "email address"),
    ],
)  # fmt: skip
def test_a_reason_with_a_personal_number_is_refused_and_nothing_is_written(office, entries, text, said):
    before = len(entries())

    with pytest.raises(InvalidInput) as refused, transaction(office, "person:1") as tx:
        tx.record(SenderRevealed(1, text))

    assert said in refused.value.fields["why"]
    assert len(entries()) == before


def test_a_text_for_visitors_may_have_the_landline_of_the_office_but_no_mobile_number(office, entries):
    with transaction(office, "person:1") as tx:
        tx.record(OfficeChanged("service", 1, {"where_fa": ["", "تلفن ۰۲۱۸۸۷۷۶۶۵۵"]}))
    with pytest.raises(InvalidInput) as refused, transaction(office, "person:1") as tx:
        tx.record(OfficeChanged("service", 1, {"where_fa": ["", NUMBER]}))

    assert set(refused.value.fields) == {"where_fa"}
    assert entries()[-1].facts["changes"] == {"where_fa": ["", "تلفن ۰۲۱۸۸۷۷۶۶۵۵"]}


def test_what_was_stored_before_is_struck_out_of_the_event_that_replaces_it(office, entries):
    with transaction(office, "person:1") as tx:
        tx.record(OfficeChanged("service", 1, {"where_fa": [NUMBER, "طبقهٔ دوم"]}))
        tx.record(TokenRevoked(1, NUMBER, "api-clerk"))

    changed, revoked = (entry.facts for entry in entries()[-2:])
    assert changed["changes"] == {"where_fa": [journal_texts.MARK, "طبقهٔ دوم"]}
    assert revoked["name"] == journal_texts.MARK


def test_every_typed_text_has_a_salt_of_its_own(office, entries):
    with transaction(office, "person:1") as tx:
        tx.record(SenderRevealed(1, "برای تماس"))
        tx.record(SenderRevealed(1, "برای تماس"))

    one, two = (entry.facts for entry in entries()[-2:])
    assert one["salt"]["why"] != two["salt"]["why"]
    assert entries()[-1].event == SenderRevealed(1, "برای تماس")
