"""Closed office or closed service."""

from datetime import date

from deskq.core.transactions import transaction
from deskq.office.models import Opening, Service, SpecialDay


def test_a_closed_office_issues_nothing_and_says_so(kiosk, office):
    with transaction(office, "test") as tx:
        tx.session.add(SpecialDay(office_id=office, day=date(2026, 11, 24), reason_fa="تعطیل", reason_en="Holiday"))
        tx.config_changed()

    answer = kiosk.post("/tickets", {"service": "renewal_levy"})

    assert (answer.status_code, answer.json["type"]) == (409, "office-closed")
    assert not any(service["open"] for service in kiosk.get("/services").json["services"])


def test_a_closed_service_issues_nothing_and_is_named(kiosk, office):
    with transaction(office, "test") as tx:
        levy = tx.session.query(Service).filter_by(code="renewal_levy").one()
        usual = tx.session.query(Opening).first()
        days = {"valid_from": usual.valid_from, "valid_until": usual.valid_until, "weekday": 0}
        tx.session.add(Opening(office_id=office, service_id=levy.id, opens=0, closes=60, **days))
        tx.config_changed()

    answer = kiosk.post("/tickets", {"service": "renewal_levy"}, Accept_Language="en")

    assert (answer.status_code, answer.json["type"]) == (409, "service-closed")
    assert "Renewal and waste levy" in answer.json["detail"]
