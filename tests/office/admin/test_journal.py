"""Each edit of the office stands in the journal with what it was and what it became."""

import pytest

from deskq.access.api_tokens import service as token_service
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.office import date_ranges
from deskq.office.models import Counter, Office, Opening, PriorityClass, Service
from deskq.office.service import calendar, counters, priorities, services, settings
from tests.conftest import MORNING


@pytest.fixture
def told(office):
    """``told()``: kind and facts of what the journal got since it was last asked."""
    seen = [journal.position(db.session(), office)[0]]

    def read() -> list[tuple[str, dict[str, object]]]:
        db.session.remove()
        rows = journal.after_sequence(db.session(), office, seen[0], 1000)
        seen[0] = rows[-1].sequence if rows else seen[0]
        return [(row.kind, row.facts) for row in rows]

    return read


def changes(told) -> dict[str, object]:
    ((kind, facts),) = told
    assert kind == "office.changed"
    return facts["changes"]


def test_a_setting_is_told_before_and_after(office, told):
    row = db.session.get_one(Office, office)
    same = {"recall_max": row.recall_max, "day_starts": row.day_starts}

    settings.save_office(office, "person:1", {**same, "bound_minutes": 45})

    assert changes(told()) == {"bound_minutes": [30, 45]}


def test_a_service_comes_changes_and_goes(office, told):
    like = db.session.query(Service).filter(Service.code == "info_desk").one()
    fields = {"group_id": like.group_id, "code": "new", "series": like.series, "name_fa": "تازه", "name_en": "New"}
    fields["position"] = 9
    made = services.save_service(office, "test", None, fields)
    assert changes(told())["name_fa"] == [None, "تازه"]

    services.offer_service(office, "test", made.id, offered=False)
    assert changes(told()) == {"offered": [True, False]}

    services.delete_service(office, "test", made.id)
    assert changes(told())["code"] == ["new", None]


def test_what_a_counter_serves_is_told_by_service(office, told):
    counter = db.session.query(Counter).filter(Counter.number == 2).one()
    service = db.session.query(Service).filter(Service.code == "info_desk").one()
    counter_id, service_id = counter.id, service.id

    counters.save_counter(office, "test", counter_id, {"number": 2, "room_en": "Hall B"}, {service_id: 1})

    changed = changes(told())
    assert changed["room_en"][1] == "Hall B"
    assert changed["ranks"][1] == {str(service_id): 1}
    assert len(changed["ranks"][0]) > 1


def test_a_class_of_visitors_is_told_with_its_weight(office, told):
    elderly = db.session.query(PriorityClass).filter(PriorityClass.code == "elderly").one()
    row, before = elderly.id, elderly.weight

    priorities.save_priority(office, "test", row, {"code": "elderly", "weight": 4.5})

    assert changes(told()) == {"weight": [before, 4.5]}


def test_hours_that_give_way_and_hours_that_come_are_told_row_by_row(office, told):
    saturday = db.session.query(Opening).filter(Opening.weekday == 0, Opening.service_id.is_(None)).first()
    day = MORNING.date()
    hours = date_ranges.Hours(None, 450, 855, day)

    calendar.add_opening(office, "test", hours, [0], replaces=True)

    rows = [facts["changes"] for _, facts in told()]
    assert any(row.get("opens") == [saturday.opens, None] for row in rows)
    assert rows[-1]["valid_from"] == [None, day.isoformat()]
    assert {"opens": [None, 450], "closes": [None, 855]}.items() <= rows[-1].items()


def test_a_machines_token_is_told_when_it_is_made_and_revoked_and_never_shown(office, told):
    token = token_service.create_token(office, "kiosk", "by the door")
    made = told()
    token_service.revoke_tokens(office, "by the door")
    revoked = told()

    assert [(kind, facts["name"], facts["role"]) for kind, facts in made + revoked] == [
        ("token.created", "by the door", "kiosk"),
        ("token.revoked", "by the door", "kiosk"),
    ]
    assert token not in str(made + revoked)
