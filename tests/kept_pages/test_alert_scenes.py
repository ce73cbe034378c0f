"""Webhooks and alerts in each state."""

import pytest

from deskq.alerts.models import Alert, AlertSetting
from deskq.alerts.service import duty
from deskq.core import clock
from deskq.webhooks import rules
from deskq.webhooks import service as webhooks
from deskq.webhooks.models import WebhookDelivery
from tests.kept_pages import prepare
from tests.kept_pages.check import check

SETUP = "/manage/setup"
STEPS = ("hours", "services", "counters", "people", "devices", "printing", "sound")
HALL = ("/manage", "/manage/hall/state", "/manage/services", "/manage/counters", "/manage/calendar")


def test_webhooks(scene):
    office = scene("webhooks")
    own = [
        webhooks.add(prepare.office(), by, f"https://93.184.216.34/{by[0]}", (), rules.secret_from(by))
        for by in ("person:1", "token:1")
    ]
    office.look("admin", "/manage/webhooks")
    for state, attempts, problem, status in (
        ("waiting", 0, "", None), ("waiting", 2, "timeout", None), ("sent", 1, "", 204), ("failed", 9, "", 500),
    ):  # fmt: skip
        moment = {"made_at": clock.now(), "next_at": clock.now()}
        same = {"office_id": prepare.office(), "webhook_id": own[0], "event": "application.moved", "body": "{}"}
        prepare.add(WebhookDelivery(**same, **moment, state=state, attempts=attempts, problem=problem, status=status))
    webhooks.pause(prepare.office(), "test", own[1], paused=True)
    office.look("admin", "/manage/webhooks")
    office.send("admin", "/manage/webhooks", url="https://93.184.216.34/another")
    office.send("admin", f"/manage/webhooks/{own[0]}/removal")

    check("webhooks", office.pages)


@pytest.mark.parametrize("on", [True, False])
def test_alerts(request, scene, on):
    if on:
        request.getfixturevalue("gateway")
    name = "alerts-texts" if on else "alerts"
    office = scene(name)
    office.look("supervisor", "/manage/alerts", "/manage/alerts/kinds/wait", "/manage/alerts/kinds/backup")
    ways = {"on_duty": True, "of_messages": True, "of_hall": True}
    for number, more in enumerate(({}, {"on_duty": False}, {"of_messages": False, "of_hall": False})):
        fields = {"name": f"کسی {number}", "phone": f"+98912111000{number}", **ways, **more}
        someone = duty.add(prepare.office(), "test", fields)
    if on:
        duty.send_test(prepare.office(), "test", someone.id)
    how = {"office_id": prepare.office(), "screens": False, "texts": False, "repeat": 90, "quiet_from": 0}
    prepare.add(AlertSetting(**how, kind="wait", limit=30, quiet_until=0))
    prepare.add(AlertSetting(**(how | {"repeat": 120, "texts": True}), kind="people", limit=10, quiet_until=420))
    office.look("supervisor", "/manage/alerts", "/manage/alerts/kinds/wait", f"/manage/alerts/duty/{someone.id}")
    for number in range(60):
        prepare.add(
            Alert(
                office_id=prepare.office(), kind="wait", subject=number, name="x", figure=number, report=False,
                since=clock.now(),
            )
        )  # fmt: skip
        if number in (0, 59):
            office.look("supervisor", "/manage/alerts", "/manage")
    office.look("moradi", "/counters")

    check(name, office.pages)
