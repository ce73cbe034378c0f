"""Who may do what: one table, read by every view and checked by a test that walks all routes with all roles."""

from collections.abc import Mapping

from deskq.core.errors import Forbidden, SignInNeeded

VISITOR = "visitor"
PEOPLE = ("clerk", "host", "expert", "operator", "supervisor", "inspectorate", "executive", "regional", "admin")
MACHINES = ("api-kiosk", "api-clerk", "api-lobby", "api-integration")

#: {act: roles}. Acts are named "thing.verb"; an act that is not here is allowed to nobody.
MAY: Mapping[str, frozenset[str]] = {
    "kiosk.use": frozenset({"kiosk", "api-kiosk"}),
    "lobby.see": frozenset({"lobby", "api-lobby", "supervisor", "admin"}),
    "tablet.use": frozenset({"tablet"}),
    "account.own": frozenset(PEOPLE),
    #: The page of one's own work; with the figures of the town.
    "work.own": frozenset({"clerk", "expert", "operator", "supervisor", "inspectorate", "executive"}),
    "work.town": frozenset({"executive"}),
    "counter.work": frozenset({"clerk", "supervisor", "api-clerk"}),
    #: Practise one's own work in the practice hall of the office.
    "practice.use": frozenset({"clerk", "supervisor"}),
    "host.work": frozenset({"host", "supervisor"}),
    "offices.add": frozenset({"admin"}),
    #: Executives and regional managers only look; the actions on the page have permissions of their own.
    "hall.see": frozenset({"supervisor", "executive", "regional", "admin"}),
    #: The hall on a large screen, without actions.
    "hall.screen": frozenset({"hall", "supervisor", "executive", "regional", "admin"}),
    "counter.free": frozenset({"supervisor", "admin"}),
    "counter.assign": frozenset({"supervisor", "admin"}),
    "reports.see": frozenset({"supervisor", "executive", "regional", "admin"}),
    #: Save reports under a name, and choose who gets links to them.
    "reports.save": frozenset({"supervisor", "admin"}),
    #: Let reports leave the office as files in e-mails.
    "reports.files": frozenset({"admin"}),
    "reports.read": frozenset({"api-integration"}),
    #: Figures of single clerks.
    "reports.clerks": frozenset({"supervisor"}),
    #: The half-year report: see it with all numbers, code items, prepare it, publish it.
    "half_year.see": frozenset({"supervisor", "inspectorate", "executive"}),
    "half_year.code": frozenset({"operator", "supervisor", "inspectorate"}),
    "half_year.write": frozenset({"supervisor", "inspectorate", "executive"}),
    "half_year.publish": frozenset({"executive"}),
    #: The citizen's charter: its sentences and targets; what citizens said was not so (and the unit for it).
    "charter.manage": frozenset({"supervisor", "inspectorate", "executive", "admin"}),
    "charter.read": frozenset({"inspectorate", "executive"}),
    "ticket.history": frozenset({"supervisor", "admin"}),
    #: See the state of devices and reload them; pair, rename and unpair them.
    "devices.watch": frozenset({"supervisor", "admin"}),
    "devices.manage": frozenset({"admin"}),
    "alerts.manage": frozenset({"supervisor", "admin"}),
    "people.manage": frozenset({"admin"}),
    #: The training register.
    "training.manage": frozenset({"supervisor", "admin"}),
    "people.unlock": frozenset({"supervisor", "admin"}),
    "office.manage": frozenset({"admin"}),
    "calendar.manage": frozenset({"supervisor", "admin"}),
    "announcements.manage": frozenset({"supervisor", "admin"}),
    #: Rooms, floors and signs.
    "building.manage": frozenset({"supervisor", "admin"}),
    #: The list of amenities; the round and repairs, for those whom it names, and for supervisors and admins.
    "amenities.manage": frozenset({"supervisor", "admin"}),
    "amenities.check": frozenset({"clerk", "host", "expert", "operator", "supervisor", "admin"}),
    # the citizen's voice: which messages, messages/rules/visibility.py says
    "messages.take": frozenset({"clerk", "operator", "supervisor", "inspectorate", "executive"}),
    "messages.work": frozenset({"clerk", "expert", "operator", "supervisor", "inspectorate", "executive"}),
    "messages.refer": frozenset({"operator", "supervisor", "inspectorate", "executive"}),
    "messages.call": frozenset({"operator"}),
    #: Import messages of earlier years from a table, for reports.
    "messages.import": frozenset({"supervisor", "inspectorate"}),
    "messages.manage": frozenset({"admin"}),
    "messages.check_sender": frozenset({"clerk", "operator", "supervisor", "inspectorate"}),
    "messages.receive": frozenset({"api-integration"}),
    # applications: which of them, applications/rules/visibility.py says
    "applications.open": frozenset({"clerk", "expert", "supervisor"}),
    "applications.work": frozenset({"clerk", "expert", "operator", "supervisor", "inspectorate", "executive"}),
    # inspections and commission sessions: of which units, the same rules say
    "inspections.work": frozenset({"expert", "supervisor", "executive"}),
    "commissions.work": frozenset({"expert", "supervisor", "executive"}),
    "applications.exchange": frozenset({"api-integration"}),
    "applications.import": frozenset({"supervisor", "admin"}),
    "webhooks.manage": frozenset({"admin"}),
    #: Add webhooks, and change those that the token itself has added.
    "webhooks.connect": frozenset({"api-integration"}),
    "sheets.manage": frozenset({"admin"}),
    "boxes.open": frozenset({"operator", "supervisor", "inspectorate"}),
    "people.forget": frozenset({"inspectorate"}),
    "ratings.see": frozenset({"supervisor", "inspectorate", "executive", "admin"}),
    #: Ratings of a free range of days.
    "ratings.range": frozenset({"supervisor"}),
    "ratings.words": frozenset({"inspectorate"}),
    "ratings.appeal": frozenset({"clerk", "supervisor"}),
    "appeals.decide": frozenset({"inspectorate"}),
    "appointments.see": frozenset({"supervisor", "admin"}),
    "appointments.manage": frozenset({"admin"}),
    "appointments.book": frozenset({"clerk", "operator", "supervisor", "api-kiosk", "api-integration"}),
    #: Books for numbers that it has verified itself.
    "appointments.vouch": frozenset({"api-integration"}),
    "services.read": frozenset(MACHINES),
    "journal.read": frozenset({"api-integration"}),
    "metrics.read": frozenset({"api-integration"}),
}


def may(role: str | None, act: str) -> bool:
    return role in MAY.get(act, frozenset())


def check(role: str | None, act: str) -> None:
    """Nothing when the role may; ``SignInNeeded`` for nobody yet, ``Forbidden`` for the wrong one."""
    if may(role, act):
        return
    raise SignInNeeded if role is None or role == VISITOR else Forbidden
