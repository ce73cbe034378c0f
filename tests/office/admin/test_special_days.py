"""Admin pages of special days: closed, or open at other hours."""

from datetime import date

import pytest

from deskq.office.models import SpecialDay
from tests.tools.admin_pages import HOSTILE

pytestmark = pytest.mark.usefixtures("supervisor")


def test_a_special_day_is_added_edited_deleted_and_restored(send, page, row):
    inventory = {"day": "۱۴۰۵/۰۹/۱۰", "opens": "8", "closes": "۱۰:۳۰", "reason_en": "Inventory", "reason_fa": "انبار"}
    send("/manage/calendar/days", **inventory)
    special = row(SpecialDay, day=date(2026, 12, 1))
    assert (special.opens, special.closes) == (480, 630)
    assert 'value="10:30"' in page(f"/manage/calendar/days/{special.id}")

    text = send(f"/manage/calendar/days/{special.id}/removal")

    assert "deleted. To add it again" in text
    assert row(SpecialDay, day=date(2026, 12, 1)) is None
    for value in ("2026-12-01", "8:00", "10:30", "Inventory"):
        assert f'value="{value}"' in text

    send("/manage/calendar/days", **inventory)
    special = row(SpecialDay, day=date(2026, 12, 1))
    send(f"/manage/calendar/days/{special.id}", day="1405/09/11", reason_fa="برف")
    changed = row(SpecialDay, id=special.id)
    assert (changed.day, changed.opens, changed.reason_fa, changed.reason_en) == (date(2026, 12, 2), None, "برف", "")


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"day": "1405/12/30"}, "day", "Please enter a date, for example 2026-11-24."),
        ({"day": "1406/01/01"}, "day", "This day is already in the list. Please edit it there."),
        ({"opens": "8"}, "closes", "Please enter both times, or leave both empty for a closed day."),
        ({"opens": "9", "closes": "8"}, "closes", "The closing time must be after the opening time."),
    ],
)
def test_an_invalid_special_day_is_reported_at_its_field(send, fields, field, words):
    text = send("/manage/calendar/days", 422, **{"day": "1405/09/10", **fields})

    assert words in text
    assert f'id="s-{field}-problem"' in text


def test_a_special_day_cannot_be_moved_onto_another(send, row):
    for day in ("1405/09/10", "1405/09/11"):
        send("/manage/calendar/days", day=day)
    special = row(SpecialDay, day=date(2026, 12, 1))

    text = send(f"/manage/calendar/days/{special.id}", 422, day="1405/09/11")

    assert "This day is already in the list." in text
    assert 'id="day-problem"' in text


def test_markup_in_a_reason_is_escaped(send):
    text = send("/manage/calendar/days", day="1405/09/05", reason_fa=HOSTILE, reason_en=HOSTILE)

    assert "<script>alert" not in text
    assert text.count("&lt;script&gt;alert") == 2
