"""What each role may do, as one table."""

from deskq.access import permissions

DEVICES = ("kiosk", "lobby", "tablet", "hall")
MANAGES = """
    alerts.manage amenities.check amenities.manage announcements.manage applications.import appointments.see
    building.manage calendar.manage charter.manage counter.assign counter.free devices.watch hall.screen hall.see
    lobby.see people.unlock ratings.see reports.save reports.see ticket.history training.manage
"""
MESSAGES = "applications.work messages.take messages.work "
REPORTS = "half_year.see half_year.write "
ROLES = {
    "clerk": MESSAGES + """
        account.own amenities.check applications.open appointments.book counter.work messages.check_sender practice.use
        ratings.appeal work.own
    """,
    "expert": """
        account.own amenities.check applications.open applications.work commissions.work inspections.work messages.work
        work.own
    """,
    "operator": MESSAGES + """
        account.own amenities.check appointments.book boxes.open half_year.code messages.call messages.check_sender
        messages.refer work.own
    """,
    "supervisor": MANAGES + REPORTS + """
        account.own applications.open applications.work appointments.book boxes.open commissions.work counter.work
        half_year.code host.work inspections.work messages.check_sender messages.import messages.refer messages.take
        messages.work practice.use ratings.appeal ratings.range reports.clerks work.own
    """,
    "inspectorate": MESSAGES + REPORTS + """
        account.own appeals.decide boxes.open charter.manage charter.read half_year.code messages.check_sender
        messages.import messages.refer people.forget ratings.see ratings.words work.own
    """,
    "host": "account.own amenities.check host.work",
    "executive": MESSAGES + REPORTS + """
        account.own charter.manage charter.read commissions.work half_year.publish hall.screen hall.see inspections.work
        messages.refer ratings.see reports.see work.own work.town
    """,
    "regional": "account.own hall.screen hall.see reports.see",
    "admin": MANAGES + """
        account.own appointments.manage devices.manage messages.manage office.manage offices.add people.manage
        reports.files sheets.manage webhooks.manage
    """,
    "kiosk": "kiosk.use",
    "lobby": "lobby.see",
    "tablet": "tablet.use",
    "hall": "hall.screen",
    "api-kiosk": "appointments.book kiosk.use services.read",
    "api-clerk": "counter.work services.read",
    "api-lobby": "lobby.see services.read",
    "api-integration": """
        applications.exchange appointments.book appointments.vouch journal.read messages.receive metrics.read
        reports.read services.read webhooks.connect
    """,
}  # fmt: skip


def test_the_table_of_who_may_do_what():
    callers = (*permissions.PEOPLE, *DEVICES, *permissions.MACHINES)

    table = {role: {act for act in permissions.MAY if permissions.may(role, act)} for role in callers}

    assert table == {role: set(acts.split()) for role, acts in ROLES.items()}


def test_an_act_that_is_not_in_the_table_is_allowed_to_nobody():
    assert not any(
        permissions.may(role, "safe.open") for role in (*permissions.PEOPLE, *DEVICES, *permissions.MACHINES, None)
    )
