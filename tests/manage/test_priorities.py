"""The published classes of visitors."""

import pytest

from deskq.office.models import PriorityClass

NEW = {"code": "donor", "name_fa": "اهداکنندهٔ عضو", "name_en": "Organ donor", "weight": "۱٫۵", "position": "9"}


@pytest.fixture(autouse=True)
def signed_in(sign_in):
    return sign_in("admin")


def test_a_new_class_counts_as_it_was_typed(send, row, issue):
    text = send("/manage/priorities", **NEW)

    assert "1.5 times" in text
    assert row(PriorityClass, code="donor").weight == 1.5
    assert issue("renewal_levy", "donor")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("weight", "0.5", "This number is too small."),
        ("weight", "much", "Please give a number."),
        ("weight", "nan", "This"),
        ("weight", "50", "This number is too large."),
        ("code", "elderly", "There is one with this code already."),
        ("name_en", "", "This is needed."),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(send, row, field, value, words):
    text = send("/manage/priorities", 422, **{**NEW, field: value})

    assert words in text
    assert f'id="{field}-problem"' in text
    assert row(PriorityClass, code="donor") is None


def test_the_ordinary_turn_always_counts_once_and_stays(send, row):
    ordinary = row(PriorityClass, code="ordinary")
    fields = {"name_fa": "عادی", "name_en": "Everyone", "position": "0"}

    refused = send(f"/manage/priorities/{ordinary.id}", 422, **fields, weight="2")
    kept = send(f"/manage/priorities/{ordinary.id}/removal", 409)
    renamed = send(f"/manage/priorities/{ordinary.id}", **fields, weight="1")

    assert "The ordinary turn always counts once." in refused
    assert "The ordinary turn cannot be deleted." in kept
    assert "Everyone" in renamed


def test_a_class_in_use_cannot_be_deleted(send, row, issue):
    issue("renewal_levy", "elderly")

    send(f"/manage/priorities/{row(PriorityClass, code='elderly').id}/removal", 409)

    assert row(PriorityClass, code="elderly") is not None


def test_a_class_that_was_never_used_can(send, row):
    send(f"/manage/priorities/{row(PriorityClass, code='veteran').id}/removal")

    assert row(PriorityClass, code="veteran") is None
