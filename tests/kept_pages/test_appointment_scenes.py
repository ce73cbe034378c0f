"""Appointments: from the month to the confirmed time, and what is refused on the way."""

from datetime import date, timedelta

import pytest

from deskq.appointments.holders import Holder, read_holder
from deskq.appointments.models import Appointment
from deskq.appointments.service import schedule
from deskq.appointments.service.book import NewAppointment, book
from deskq.core import clock
from deskq.core.extensions import db
from deskq.office.models import Office, Opening, SpecialDay
from tests.conftest import KEY
from tests.kept_pages import prepare
from tests.kept_pages.check import check

CODE = "renewal_levy"
DAYS = f"/appointments/services/{CODE}"
DAY = f"{DAYS}/14050904"  #: tomorrow


def open_times(opens: int = 8 * 60, closes: int = 9 * 60, **terms: object) -> None:
    today = clock.now().astimezone(clock.zone()).date()
    schedule.save_terms(prepare.office(), "test", {"open": True, "national_id": "optional", **terms})
    days = {"first_day": today, "last_day": today + timedelta(40), "weekdays": "0123456"}
    hours = {"opens": opens, "closes": closes, "slot_minutes": 15, "capacity": 1}
    schedule.open_times(prepare.office(), "test", {"service_id": prepare.service_id(CODE), **days, **hours})


def tomorrow(hour: int, minute: int = 0) -> int:
    """Minutes since 1970 of a time of tomorrow in Tehran."""
    now = clock.now()
    prepare.at_hour(hour, minute, day=25)
    starts = clock.now()
    clock.fix(now)
    return int(starts.timestamp()) // 60


@pytest.mark.parametrize("policy", ["off", "optional", "needed"])
def test_booking_a_time(scene, policy):
    name = f"booking-{policy}"
    office = scene(name)
    open_times(national_id=policy)
    office.look("nobody", "/appointments", DAYS, f"{DAYS}?month=140510", f"{DAYS}?month=140601", DAY)
    fields = {"service": CODE, "phone": "0912 345 6789", "request_key": "k" * 24, "national_id": ""}
    for wrong in ({"phone": ""}, {"phone": "021"}, {"national_id": "1"}, {"starts": ""}, {"starts": "x"}):
        office.send("nobody", "/appointments?day=14050904", **({**fields, "starts": str(tomorrow(8)), **wrong}))
    starts = clock.now() + timedelta(minutes=tomorrow(8, 15) - int(clock.now().timestamp()) // 60)
    holder = read_holder("09121234567", "" if policy == "off" else "0499370899", KEY)
    book(prepare.office(), NewAppointment(CODE, starts, holder, "one", "fa", "one"))
    office.send("nobody", "/appointments?day=14050904", **fields, starts=str(tomorrow(8, 15)))
    office.look("nobody", DAY, DAYS)
    prepare.set_service(CODE, covers_fa="", covers_en="")
    office.look("nobody", "/appointments")

    check(name, office.pages)


def test_full_closed_and_todays_days(scene):
    office = scene("full-days")
    open_times(10 * 60 + 30, 11 * 60, lead_minutes=0)
    office.look("nobody", DAYS, f"{DAYS}/14050903")
    for hour, minute in ((10, 30), (10, 45)):
        starts = clock.now() + timedelta(minutes=tomorrow(hour, minute) - int(clock.now().timestamp()) // 60)
        book(
            prepare.office(),
            NewAppointment(CODE, starts, Holder(f"+9891212345{minute}"), f"own {minute}", "fa", f"own {minute}"),
        )
    own = "/appointments/own 30"
    office.look("nobody", DAYS, DAY, own, f"{own}/move", f"{own}/move/14050904", f"{own}/move/14050905")
    fields = {"service": CODE, "phone": "0912 345 6780", "request_key": "k" * 24, "starts": str(tomorrow(10, 45))}
    office.send("nobody", "/appointments?day=14050904", **fields)
    office.send("nobody", f"{own}/move", starts=str(tomorrow(10, 45)))
    office.look("supervisor", "/manage/appointments", "/manage/appointments?day=1405/09/04")
    prepare.add(SpecialDay(office_id=prepare.office(), day=tomorrow_date(), reason_fa="تعطیل", reason_en="Closed"))
    office.look("nobody", DAYS, own)
    office.send("nobody", "/appointments?day=14050904", **fields)
    prepare.change(Office, prepare.office(), building_fa="", building_en="")
    office.look("nobody", own)
    office.send("nobody", f"{own}/cancellation")
    office.look("nobody", own)
    schedule.withdraw_day(prepare.office(), "test", tomorrow_date(), ("", ""))
    office.look("nobody", "/appointments/own 45")
    office.look("supervisor", "/manage/appointments?day=1405/09/04")

    check("full-days", office.pages)


def tomorrow_date() -> date:
    return clock.now().astimezone(clock.zone()).date() + timedelta(1)


def test_checking_in(scene):
    office = scene("checking-in")
    open_times(10 * 60, 12 * 60, early_minutes=30, late_minutes=10)
    for hour in (10, 11):
        starts = clock.now() + timedelta(minutes=tomorrow(hour) - int(clock.now().timestamp()) // 60)
        book(
            prepare.office(),
            NewAppointment(CODE, starts, Holder(f"+9891212345{hour}"), f"own {hour}", "fa", f"own {hour}"),
        )
    prepare.open_counter(1, "moradi")
    office.look("moradi", "/counters", "/counters/1")
    office.look("kiosk", "/kiosk")
    codes = ["475811", "665911"]  # kept, because the desk shows again what was typed
    for row, code in zip(db.session().query(Appointment.id).order_by(Appointment.starts_at), codes, strict=True):
        prepare.change(Appointment, row[0], code=code)
    prepare.at_hour(9, 50, day=25)
    for code in ("", "000000", codes[1], codes[0], codes[0]):
        office.send("moradi", "/counters/appointment", code=code)
        office.send("kiosk", "/kiosk/appointment", code=code)
    prepare.at_hour(10, 58, day=25)
    office.send("kiosk", "/kiosk/appointment", code=codes[1])
    prepare.at_hour(11, 30, day=25)
    office.send("moradi", "/counters/appointment", code=codes[1], in_person="1")
    office.look("nobody", "/appointments/own 10", "/appointments/own 11")
    office.look("supervisor", "/manage/appointments?day=1405/09/04")
    prepare.change(Opening, db.session().query(Opening.id).first()[0], closes=60)
    office.look("kiosk", "/kiosk")

    check("checking-in", office.pages)


def test_confirming_by_a_code(scene, gateway, work):
    office = scene("confirming")
    open_times(10 * 60, 12 * 60)
    office.look("nobody", DAY)
    fields = {"service": CODE, "phone": "0912 345 6789", "request_key": "k" * 24, "starts": str(tomorrow(10))}
    answer = office.comes("nobody").post("/appointments?lang=en", data=fields)
    assert answer.status_code == 303
    own = answer.location.partition("?")[0]
    office.look("nobody", own)
    office.send("nobody", f"{own}/confirmation", sms_code="")
    office.send("nobody", f"{own}/confirmation", sms_code="000000")
    office.send("nobody", f"{own}/sms-code")
    prepare.later(minutes=3)
    office.send("nobody", f"{own}/sms-code")
    for _ in range(3):
        prepare.later(minutes=3)
        office.send("nobody", f"{own}/sms-code")
    office.look("nobody", own)
    prepare.later(hours=3)
    office.look("nobody", own)
    office.look("operator", DAY)

    check("confirming", office.pages)
