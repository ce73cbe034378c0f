"""What each role may do, as one table."""

from deskq.access import permissions

DEVICES = ("kiosk", "lobby", "tablet")


def test_the_table_of_who_may_do_what():
    callers = (*permissions.PEOPLE, *DEVICES, *permissions.MACHINES)
    referring = ["account.own", "boxes.open", "messages.refer", "messages.take", "messages.work"]
    table = {role: sorted(act for act in permissions.MAY if permissions.may(role, act)) for role in callers}

    manages = ["announcements.manage", "appointments.see", "calendar.manage", "counter.free", "hall.see", "lobby.see"]
    manages += ["ticket.history", "ratings.see"]
    manages += ["people.unlock"]
    managing = [*manages, "people.manage"]
    messages = ["messages.take", "messages.work"]
    decides = ["appeals.decide", "boxes.open", "people.forget", "ratings.see", "ratings.words"]
    assert table == {
        "clerk": sorted(["account.own", "counter.work", "messages.check_sender", "ratings.appeal", *messages]),
        "expert": ["account.own", "messages.work"],
        "operator": sorted(
            ["account.own", "boxes.open", "messages.call", "messages.check_sender", "messages.refer", *messages]
        ),
        "supervisor": sorted(["counter.work", "messages.check_sender", "ratings.appeal", *manages, *referring]),
        "inspectorate": sorted(["account.own", "messages.check_sender", "messages.refer", *messages, *decides]),
        "executive": sorted(["account.own", "messages.refer", "ratings.see", *messages]),
        "admin": sorted(
            ["account.own", "appointments.manage", "devices.manage", "messages.manage", "office.manage", *managing]
        ),
        "kiosk": ["kiosk.use"],
        "lobby": ["lobby.see"],
        "tablet": ["tablet.use"],
        "api-kiosk": ["appointments.book", "kiosk.use", "services.read"],
        "api-clerk": ["counter.work", "services.read"],
        "api-lobby": ["lobby.see", "services.read"],
        "api-integration": ["appointments.book", "journal.read", "messages.receive", "metrics.read", "services.read"],
    }


def test_an_act_that_is_not_in_the_table_is_allowed_to_nobody():
    assert not any(
        permissions.may(role, "safe.open") for role in (*permissions.PEOPLE, *DEVICES, *permissions.MACHINES, None)
    )
