"""Admin pages of priority classes."""

import pytest

from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.office.models import PriorityClass
from deskq.queue.models import Ticket
from deskq.queue.screens.kiosk.queries import priority_choices
from deskq.queue.screens.phone.queries import ticket_view

pytestmark = pytest.mark.usefixtures("admin")

NEW = {
    "code": "donor", "name_fa": "اهداکنندهٔ عضو", "name_en": "Organ donor", "weight": "۱٫۵", "position": "9",
    "offered": "1",
}  # fmt: skip


def test_a_new_class_has_the_typed_weight_and_the_icon_it_was_given(send, row, issue, office):
    text = send("/manage/priorities", **NEW, icon="flower-2")

    assert "1.5 times" in text
    assert row(PriorityClass, code="donor").weight == 1.5
    assert issue("renewal_levy", "donor")
    icons = {choice.code: choice.icon for choice in priority_choices(db.session(), office)}
    assert icons["donor"] == "flower-2"
    assert len(set(icons.values())) == len(icons) == 5


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("weight", "0.5", "This number is too small."),
        ("weight", "much", "Please enter a number."),
        ("weight", "nan", "This"),
        ("weight", "50", "This number is too large."),
        ("code", "elderly", "This code is already in use."),
    ],
)
def test_an_invalid_value_is_reported_at_its_field(send, row, field, value, words):
    text = send("/manage/priorities", 422, **{**NEW, field: value})

    assert words in text
    assert f'id="{field}-problem"' in text
    assert row(PriorityClass, code="donor") is None


def test_the_ordinary_class_has_weight_one_and_cannot_be_deleted_or_withdrawn(send, row, issue):
    ordinary = row(PriorityClass, code="ordinary")
    fields = {"name_fa": "عادی", "name_en": "Everyone", "position": "0"}

    refused = send(f"/manage/priorities/{ordinary.id}", 422, **fields, weight="2")
    kept = send(f"/manage/priorities/{ordinary.id}/removal", 409)
    send(f"/manage/priorities/{ordinary.id}/offer", 409, offered="0")
    renamed = send(f"/manage/priorities/{ordinary.id}", **fields, weight="1")

    assert "The weight of the regular class is always 1." in refused
    assert "The regular class is always offered." in kept
    assert "Everyone" in renamed
    assert row(PriorityClass, code="ordinary").offered
    assert issue("renewal_levy")


def test_a_class_can_be_deleted_only_if_it_was_never_used(send, row, issue):
    issue("renewal_levy", "elderly")

    send(f"/manage/priorities/{row(PriorityClass, code='elderly').id}/removal", 409)
    send(f"/manage/priorities/{row(PriorityClass, code='veteran').id}/removal")

    assert row(PriorityClass, code="elderly") is not None
    assert row(PriorityClass, code="veteran") is None


def test_a_withdrawn_class_is_no_longer_offered_old_tickets_keep_it_and_it_comes_back(send, row, issue, office):
    ticket = issue("renewal_levy", "elderly")
    elderly = row(PriorityClass, code="elderly")

    text = send(f"/manage/priorities/{elderly.id}/offer", offered="0")
    db.session.remove()

    assert "is no longer offered." in text
    assert elderly.code not in [choice.code for choice in priority_choices(db.session(), office)]
    with pytest.raises(InvalidInput) as refusal:
        issue("renewal_levy", "elderly")
    assert list(refusal.value.fields) == ["priority"]
    assert ticket_view(db.session(), db.session.get_one(Ticket, ticket.id)).priority == elderly.name

    assert "is offered again." in send(f"/manage/priorities/{elderly.id}/offer", offered="1")
    assert issue("renewal_levy", "elderly")


def test_a_class_is_withdrawn_on_its_own_page_too(send, row):
    elderly = row(PriorityClass, code="elderly")

    send(f"/manage/priorities/{elderly.id}", name_fa="سالمند", name_en="Elderly", weight="2", position="3")

    assert not row(PriorityClass, code="elderly").offered
