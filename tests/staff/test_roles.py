"""What each role may do, as one table."""

from deskq.access import permissions

DEVICES = ("kiosk", "lobby", "tablet", "hall")


def test_the_table_of_who_may_do_what():
    callers = (*permissions.PEOPLE, *DEVICES, *permissions.MACHINES)
    referring = ["account.own", "boxes.open", "messages.refer", "messages.take", "messages.work"]
    table = {role: sorted(act for act in permissions.MAY if permissions.may(role, act)) for role in callers}

    manages = [
        "alerts.manage",
        "announcements.manage",
        "appointments.see",
        "calendar.manage",
        "counter.assign",
        "counter.free",
    ]
    manages += ["hall.see", "hall.screen", "lobby.see", "ticket.history", "ratings.see", "reports.see"]
    manages += [
        "amenities.check",
        "amenities.manage",
        "building.manage",
        "charter.manage",
        "reports.save",
        "people.unlock",
        "training.manage",
        "devices.watch",
        "applications.import",
    ]
    managing = [*manages, "people.manage"]
    messages = ["messages.take", "messages.work", "applications.work"]
    reports = ["half_year.see", "half_year.write"]
    decides = ["appeals.decide", "boxes.open", "people.forget", "ratings.see", "ratings.words"]
    assert table == {
        "clerk": sorted(
            [
                "account.own",
                "amenities.check",
                "applications.open",
                "appointments.book",
                "counter.work",
                "messages.check_sender",
                "practice.use",
                "ratings.appeal",
                "work.own",
                *messages,
            ]
        ),
        "expert": [
            "account.own",
            "amenities.check",
            "applications.open",
            "applications.work",
            "commissions.work",
            "inspections.work",
            "messages.work",
            "work.own",
        ],
        "operator": sorted(
            [
                "amenities.check",
                "account.own",
                "appointments.book",
                "boxes.open",
                "half_year.code",
                "messages.call",
                "messages.check_sender",
                "messages.refer",
                "work.own",
                *messages,
            ]
        ),
        "supervisor": sorted(
            [
                "applications.open",
                "applications.work",
                "appointments.book",
                "counter.work",
                "host.work",
                "practice.use",
                "ratings.range",
                "commissions.work",
                "inspections.work",
                "messages.check_sender",
                "messages.import",
                "ratings.appeal",
                "reports.clerks",
                "half_year.code",
                "work.own",
                *reports,
                *manages,
                *referring,
            ]
        ),
        "inspectorate": sorted(
            [
                "account.own",
                "half_year.code",
                "messages.check_sender",
                "charter.manage",
                "charter.read",
                "messages.import",
                "messages.refer",
                "work.own",
                *reports,
                *messages,
                *decides,
            ]
        ),
        "host": ["account.own", "amenities.check", "host.work"],
        "executive": sorted(
            [
                "account.own",
                "hall.screen",
                "hall.see",
                "charter.manage",
                "charter.read",
                "half_year.publish",
                "commissions.work",
                "inspections.work",
                "messages.refer",
                "ratings.see",
                "reports.see",
                "work.own",
                "work.town",
                *reports,
                *messages,
            ]
        ),
        "regional": ["account.own", "hall.screen", "hall.see", "reports.see"],
        "admin": sorted(
            [
                "account.own",
                "offices.add",
                "reports.files",
                "appointments.manage",
                "devices.manage",
                "messages.manage",
                "office.manage",
                "sheets.manage",
                "webhooks.manage",
                *managing,
            ]
        ),
        "kiosk": ["kiosk.use"],
        "lobby": ["lobby.see"],
        "tablet": ["tablet.use"],
        "hall": ["hall.screen"],
        "api-kiosk": ["appointments.book", "kiosk.use", "services.read"],
        "api-clerk": ["counter.work", "services.read"],
        "api-lobby": ["lobby.see", "services.read"],
        "api-integration": [
            "applications.exchange",
            "appointments.book",
            "appointments.vouch",
            "journal.read",
            "messages.receive",
            "metrics.read",
            "reports.read",
            "services.read",
            "webhooks.connect",
        ],
    }


def test_an_act_that_is_not_in_the_table_is_allowed_to_nobody():
    assert not any(
        permissions.may(role, "safe.open") for role in (*permissions.PEOPLE, *DEVICES, *permissions.MACHINES, None)
    )
