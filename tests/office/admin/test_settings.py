"""Admin page of the office's settings, and the table of them in docs/settings.md."""

from pathlib import Path
from typing import Any

import pytest
from annotated_types import Ge, Le

from deskq.core import clock
from deskq.core.extensions import db
from deskq.office.forms import SettingsForm
from deskq.office.models import Office
from deskq.queue.screens.lobby.queries import lobby_board
from tests.tools.admin_pages import HOSTILE

pytestmark = pytest.mark.usefixtures("admin")

PAGE = Path(__file__).parents[3] / "docs" / "settings.md"
GOOD = {
    "name_fa": "میز خدمت", "name_en": "The desk", "bound_minutes": "۴۵", "recall_max": "2", "let_pass": "3",
    "hold_minutes": "15", "undo_seconds": "60", "rate_hours": "48", "rate_group": "6", "rate_least": "12",
    "viewing_distance": "۷٫۵", "board_inches": "۶۵", "day_starts": "۵:۳۰",
    "join_share": "۵۰", "join_minutes": "10", "join_metres": "200", "join_digits": "board", "working_week": "sat_thu",
    "location": "۳۶٫۰۷۱۱، ۴۹٫۶۹۵۹",
}  # fmt: skip


@pytest.fixture
def settings(office):
    def read() -> Office:
        db.session.remove()
        return db.session.get_one(Office, office)

    return read


def test_settings_are_saved_and_shown_again_and_the_board_has_them_at_once(send, settings, office):
    text = send("/manage/settings", **GOOD)

    saved = settings()
    assert "Settings saved." in text
    assert (saved.bound_minutes, saved.viewing_distance, saved.day_starts) == (45, 7.5, 330)
    assert (saved.join_share, saved.location, saved.join_digits) == (50, "36.0711, 49.6959", "board")
    assert saved.working_week == "sat_thu"
    assert 'value="7.5"' in text
    assert 'value="5:30"' in text
    board = lobby_board(db.session(), office)
    assert board.office.en == "The desk"
    assert (board.viewing_distance, board.board_inches) == (7.5, 65)
    assert clock.now() == board.at


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("bound_minutes", "0", "This number is too small."),
        ("bound_minutes", "601", "This number is too large."),
        ("recall_max", "many", "Please enter a whole number."),
        ("rate_group", "2", "This number is too small."),
        ("viewing_distance", "far", "Please enter a number."),
        ("viewing_distance", "inf", "This number is too large."),
        ("board_inches", "12", "This number is too small."),
        ("day_starts", "25:00", "Please enter a time, for example 7:30."),
        ("day_starts", "7:60", "Please enter a time, for example 7:30."),
        ("join_share", "95", "This number is too large."),
        ("location", "in the middle of the town", "This value is not in the right format."),
        ("day_starts", "12:00", "Please enter a time between 0:00 and 11:59."),
        ("name_fa", "", "Please fill in this field."),
        ("name_fa", "\u202e\u200e", "Please fill in this field."),
    ],
)
def test_an_invalid_value_is_reported_at_its_field_and_nothing_is_changed(send, settings, field, value, words):
    before = settings().name_fa

    text = send("/manage/settings", 422, **{**GOOD, field: value})

    assert words in text
    assert "Nothing has been changed yet." in text
    assert f'id="{field}-problem"' in text
    assert settings().name_fa == before


def test_an_unknown_field_is_refused(send):
    send("/manage/settings", 422, **GOOD, id="2")


def test_markup_is_escaped(send, page):
    assert "<script>alert" not in send("/manage/settings", **{**GOOD, "name_fa": HOSTILE, "name_en": HOSTILE})
    assert "&lt;script&gt;alert" in page("/manage")


def test_the_documented_table_has_every_number_with_its_default_and_range():
    table = PAGE.read_text().partition("\n## Settings of an office\n")[2]
    documented = [line.split(" | ")[:3] for line in table.splitlines() if line.startswith("| `")]
    others = ("location", "line_closing", "join_digits", "working_week")
    words = tuple(f"| `{word}" for word in ("unused_", "name_", "building_", *others))

    assert [row for row in documented if not row[0].startswith(words)] == [
        documented_number(name)
        for name in SettingsForm.model_fields
        if "_fa" not in name and "_en" not in name and name not in others
    ]


def documented_number(name: str) -> list[str]:
    default = Office.__table__.c[name].default.arg
    return [f"| `{name}`", f"{default:g}", limits(name)]


def limits(name: str) -> str:
    if name == "day_starts":
        return "0 to 719"  # see the time 12:00 above
    found: list[Any] = SettingsForm.model_fields[name].metadata
    least, most = (next(one for one in found if isinstance(one, kind)) for kind in (Ge, Le))
    return f"{least.ge} to {most.le}"


def test_each_setting_says_its_usual_value(page):
    text = page("/manage/settings")

    assert "Anyone who has waited this long goes ahead of everyone who came later. Usually 30." in text
    assert "Sets the text size on the lobby board. Usually 5." in text
    assert "Choose a time when nobody is waiting. Usually 4:00." in text
