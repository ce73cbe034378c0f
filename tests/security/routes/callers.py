"""Kinds of callers and of answers: the parts of a row of the route table."""

from collections.abc import Callable

SIGN_IN, PAIR = "sign in", "pair"
PEOPLE = ("clerk", "host", "expert", "operator", "supervisor", "inspectorate", "executive", "regional", "admin")
DEVICES = ("kiosk", "lobby", "tablet", "hall")
MACHINES = ("api-kiosk", "api-clerk", "api-lobby", "api-integration")
CALLERS = ("nobody", *PEOPLE, *DEVICES, *MACHINES)
Row = dict[str, int | str]


def rows(row: Row, addresses: str) -> dict[str, Row]:
    """The same row for several addresses: ``"GET POST /a /b"``, in this order, first all of ``/a``."""
    return answers(lambda _: row, f"0 {addresses}")


def answers(row: Callable[[int], Row], table: str) -> dict[str, Row]:
    """The rows of a table of ``404 GET POST /a /b``: such a status for these methods of these addresses. ``row``: what
    everybody hears if those who may hear that status."""
    found: dict[str, Row] = {}
    status, methods = 0, [""]
    for word in table.split():
        if word.isdigit():
            status, methods = int(word), []
        elif word.isupper():
            methods.append(word)
        else:
            found |= {f"{method} {word}": row(status) for method in methods}
    return found


def everyone(status: int) -> Row:
    return dict.fromkeys(CALLERS, status)


def no_staff(status: int) -> Row:
    """Where a browser of the staff is turned away."""
    return {**everyone(status), **dict.fromkeys(PEOPLE, 403)}


def staff(roles: str, status: int) -> Row:
    """Other people are refused; anybody who is nobody yet may sign in."""
    return {**dict.fromkeys(CALLERS, SIGN_IN), **dict.fromkeys(PEOPLE, 403), **dict.fromkeys(roles.split(), status)}


def device(kind: str, status: int, others: int | str) -> Row:
    return {**dict.fromkeys(CALLERS, others), kind: status}


def machine(roles: str, status: int) -> Row:
    return {
        **dict.fromkeys(CALLERS, 401),
        **dict.fromkeys(MACHINES, 403),
        **{f"api-{role}": status for role in roles.split()},
    }


VOICE = " ".join(role for role in PEOPLE if role not in ("admin", "host", "regional"))
ALL, WORK, HALL, ADMIN = " ".join(PEOPLE), "clerk supervisor", "supervisor admin", "admin"

TAKES, BOXES = "clerk operator supervisor inspectorate executive", "operator supervisor inspectorate"
OPENS = "clerk expert supervisor"
REPORTS = "supervisor inspectorate executive"
INSPECTS = "expert supervisor executive"
CHECKS = "clerk operator supervisor inspectorate"
