"""What each role may do, as one table that people can check."""

from deskq.staff import guard

DEVICES = ("kiosk", "lobby", "tablet")


def test_the_table_of_who_may_do_what():
    callers = (*guard.PEOPLE, *DEVICES, *guard.MACHINES)
    table = {role: sorted(act for act in guard.MAY if guard.may(role, act)) for role in callers}

    manages = ["announcements.manage", "appointments.see", "calendar.manage", "counter.free", "hall.see", "lobby.see"]
    manages += ["ticket.history"]
    assert table == {
        "clerk": ["account.own", "counter.work"],
        "supervisor": sorted(["account.own", "counter.work", *manages]),
        "admin": sorted(
            ["account.own", "appointments.manage", "devices.manage", "office.manage", "people.manage", *manages]
        ),
        "kiosk": ["kiosk.use"],
        "lobby": ["lobby.see"],
        "tablet": ["tablet.use"],
        "api-kiosk": ["appointments.book", "kiosk.use", "services.read"],
        "api-clerk": ["counter.work", "services.read"],
        "api-lobby": ["lobby.see", "services.read"],
        "api-integration": ["appointments.book", "journal.read", "metrics.read", "services.read"],
    }


def test_an_act_that_is_not_in_the_table_is_allowed_to_nobody():
    assert not any(guard.may(role, "safe.open") for role in (*guard.PEOPLE, *DEVICES, *guard.MACHINES, None))
