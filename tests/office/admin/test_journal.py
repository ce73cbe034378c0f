"""Each edit of the office is recorded in the journal with the values before and after."""

import pytest

from deskq.access.api_tokens import service as token_service
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.office import date_ranges
from deskq.office.models import Counter, Office, Opening, PriorityClass, Service
from deskq.office.service import calendar, counters, priorities, services, settings
from tests.conftest import MORNING


@pytest.fixture
def new_entries(office):
    """``new_entries()``: kind and facts of the journal entries since the last call."""
    seen = [journal.position(db.session(), office)[0]]

    def read() -> list[tuple[str, dict[str, object]]]:
        db.session.remove()
        rows = journal.after_sequence(db.session(), office, seen[0], 1000)
        seen[0] = rows[-1].sequence if rows else seen[0]
        return [(row.kind, row.facts) for row in rows]

    return read


def changes(new_entries) -> dict[str, object]:
    (facts,) = [facts for kind, facts in new_entries if kind == "office.changed"]
    return facts["changes"]


def test_a_changed_setting_is_recorded_with_both_values(office, new_entries):
    row = db.session.get_one(Office, office)
    same = {"recall_max": row.recall_max, "day_starts": row.day_starts}

    settings.save_office(office, "person:1", {**same, "bound_minutes": 45})

    assert changes(new_entries()) == {"bound_minutes": [30, 45]}


def test_a_service_created_changed_and_deleted_is_recorded(office, new_entries):
    like = db.session.query(Service).filter(Service.code == "info_desk").one()
    fields = {"group_id": like.group_id, "code": "new", "series": like.series, "name_fa": "تازه", "name_en": "New"}
    fields["position"] = 9
    made = services.save_service(office, "test", None, fields, [])
    assert changes(new_entries())["name_fa"] == [None, "تازه"]

    services.offer_service(office, "test", made.id, offered=False)
    assert changes(new_entries()) == {"offered": [True, False]}

    services.delete_service(office, "test", made.id)
    assert changes(new_entries())["code"] == ["new", None]


def test_ranks_of_a_counter_are_recorded_by_service(office, new_entries):
    counter = db.session.query(Counter).filter(Counter.number == 2).one()
    service = db.session.query(Service).filter(Service.code == "info_desk").one()
    counter_id, service_id = counter.id, service.id

    counters.save_counter(office, "test", counter_id, {"number": 2, "room_en": "Hall B"}, {service_id: 1})

    changed = changes([(kind, facts) for kind, facts in new_entries() if "ranks" in facts.get("changes", {})])
    assert changed["room_en"][1] == "Hall B"
    assert changed["ranks"][1] == {str(service_id): 1}
    assert len(changed["ranks"][0]) > 1


def test_a_priority_class_is_recorded_with_its_weight(office, new_entries):
    elderly = db.session.query(PriorityClass).filter(PriorityClass.code == "elderly").one()
    row, before = elderly.id, elderly.weight

    priorities.save_priority(office, "test", row, {"code": "elderly", "weight": 4.5})

    assert changes(new_entries()) == {"weight": [before, 4.5]}


def test_replaced_and_new_hours_are_recorded_row_by_row(office, new_entries):
    saturday = db.session.query(Opening).filter(Opening.weekday == 0, Opening.service_id.is_(None)).first()
    day = MORNING.date()
    hours = date_ranges.Hours(None, 450, 855, day)

    calendar.add_opening(office, "test", hours, [0], replaces=True)

    rows = [facts["changes"] for _, facts in new_entries()]
    assert any(row.get("opens") == [saturday.opens, None] for row in rows)
    assert rows[-1]["valid_from"] == [None, day.isoformat()]
    assert {"opens": [None, 450], "closes": [None, 855]}.items() <= rows[-1].items()


def test_creating_and_revoking_an_api_token_is_recorded_without_the_token(office, new_entries):
    token = token_service.create_token(office, "kiosk", "by the door")
    made = new_entries()
    token_service.revoke_tokens(office, "by the door")
    revoked = new_entries()

    assert [(kind, facts["name"], facts["role"]) for kind, facts in made + revoked] == [
        ("token.created", "by the door", "kiosk"),
        ("token.revoked", "by the door", "kiosk"),
    ]
    assert token not in str(made + revoked)
