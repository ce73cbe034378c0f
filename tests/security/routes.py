"""What every address answers to every caller. A new address needs a row here, or the tests fail.

Codes: an HTTP status; SIGN_IN, a way to the sign-in page; PAIR, the page on which a device asks to be paired.
Counters are written N: each caller asks for their own (see test_every_route). 999 is an id that nobody has.
"""

SIGN_IN, PAIR = "sign in", "pair"
PEOPLE = ("clerk", "supervisor", "admin")
DEVICES = ("kiosk", "lobby", "tablet")
MACHINES = ("api-kiosk", "api-clerk", "api-lobby", "api-integration")
CALLERS = ("nobody", *PEOPLE, *DEVICES, *MACHINES)
Row = dict[str, int | str]


def everyone(status: int) -> Row:
    return dict.fromkeys(CALLERS, status)


def staff(roles: str, status: int) -> Row:
    """Other people are refused; whoever is nobody yet may sign in."""
    return {
        **dict.fromkeys(CALLERS, SIGN_IN),
        **dict.fromkeys(PEOPLE, 403),
        **dict.fromkeys(roles.split(), status),
    }


def device(kind: str, status: int, others: int | str) -> Row:
    return {**dict.fromkeys(CALLERS, others), kind: status}


def machine(roles: str, status: int) -> Row:
    return {
        **dict.fromkeys(CALLERS, 401),
        **dict.fromkeys(MACHINES, 403),
        **{f"api-{role}": status for role in roles.split()},
    }


ALL, WORK, HALL, ADMIN = "clerk supervisor admin", "clerk supervisor", "supervisor admin", "admin"

TABLE: dict[str, Row] = {
    "GET /": everyone(200),
    "GET /published": everyone(200),
    "GET /healthz": everyone(200),
    "GET /readyz": everyone(200),
    "GET /metrics": everyone(200),
    "GET /static/x/css/app.css": everyone(200),
    "GET /devices/status/kiosk": everyone(200),
    "GET /devices/status/tablet/1": everyone(200),
    # the visitor
    "GET /t/unknown": everyone(404),
    "GET /t/unknown/state": everyone(404),
    "POST /t/unknown/cancellation": everyone(404),
    "POST /t/unknown/more-time": everyone(404),
    "GET /t/unknown/app.webmanifest": everyone(404),
    "GET /t/worker.js": everyone(200),
    "GET /t/offline": everyone(200),
    "POST /t/unknown/return": everyone(404),
    "POST /t/unknown/rating": everyone(404),
    "POST /t/unknown/rating/words": everyone(404),
    "GET /appointments": everyone(200),
    "GET /appointments/services/info_desk": everyone(409),
    "GET /appointments/services/info_desk/14050903": everyone(409),
    "POST /appointments": everyone(422),
    "GET /appointments/unknown": everyone(404),
    "GET /appointments/unknown/calendar.ics": everyone(404),
    "GET /appointments/unknown/move": everyone(404),
    "GET /appointments/unknown/move/14050903": everyone(404),
    "POST /appointments/unknown/move": everyone(404),
    "POST /appointments/unknown/cancellation": everyone(404),
    # devices
    "GET /kiosk": device("kiosk", 200, PAIR),
    "GET /kiosk/groups/1": device("kiosk", 200, PAIR),
    "GET /kiosk/services/info_desk": device("kiosk", 200, PAIR),
    "GET /voice/say": device("kiosk", 404, 403),
    "GET /kiosk/tickets/unknown": device("kiosk", 404, PAIR),
    "POST /kiosk/tickets/unknown/paper": device("kiosk", 404, 403),
    "GET /kiosk/paper": everyone(404),
    "GET /kiosk/paper/1.png": everyone(404),
    "POST /kiosk/paper/mood": everyone(404),
    "POST /kiosk/tickets": device("kiosk", 422, 403),
    "GET /kiosk/tickets/unknown/phone": device("kiosk", 404, PAIR),
    "POST /kiosk/tickets/unknown/phone": device("kiosk", 404, 403),
    "GET /kiosk/appointment": device("kiosk", 200, PAIR),
    "POST /kiosk/appointment": device("kiosk", 422, 403),
    "GET /lobby": {**device("lobby", 200, PAIR), "supervisor": 200, "admin": 200},
    "GET /lobby/board": {**staff(HALL, 200), "lobby": 200},
    "GET /voice/unknown.opus": {**staff(HALL, 404), "lobby": 404},
    "GET /board/media/unknown.webp": {**staff(HALL, 404), "lobby": 404},
    "GET /counters/N/rating": device("tablet", 200, PAIR),
    "GET /counters/N/rating/state": device("tablet", 200, 403),
    "POST /counters/N/rating": device("tablet", 422, 403),
    "POST /counters/N/rating/words": device("tablet", 422, 403),
    # the counter
    "GET /counters": staff(WORK, 200),
    "GET /counters/N": staff(WORK, 200),
    "GET /counters/N/panel": staff(WORK, 200),
    "GET /counters/N/finding": staff(WORK, 200),
    "POST /counters/N/opening": staff(WORK, 303),
    "POST /counters/N/calls": staff(WORK, 409),
    "POST /counters/N/recall": staff(WORK, 409),
    "POST /counters/N/service": staff(WORK, 409),
    "POST /counters/N/absence": staff(WORK, 409),
    "POST /counters/N/fetching": staff(WORK, 409),
    "POST /counters/N/in-person": staff(WORK, 422),
    "POST /counters/N/hold": staff(WORK, 409),
    "POST /counters/N/put-back": staff(WORK, 409),
    "POST /counters/N/completion": staff(WORK, 409),
    "POST /counters/N/transfer": staff(WORK, 409),
    "POST /counters/N/resumption": staff(WORK, 422),
    "POST /counters/N/return": staff(WORK, 422),
    "POST /counters/N/paper": staff(WORK, 422),
    "POST /counters/N/break": staff(WORK, 422),
    "POST /counters/N/closing": staff(WORK, 303),
    "POST /counters/N/undo": staff(WORK, 303),
    "GET /counters/appointment": staff(WORK, 200),
    "POST /counters/appointment": staff(WORK, 422),
    # supervisor and admin
    "GET /manage/appointments": staff(HALL, 200),
    "GET /manage": staff(HALL, 200),
    "GET /manage/hall/state": staff(HALL, 200),
    "POST /manage/counters-now/closing": staff(HALL, 422),
    "GET /manage/tickets": staff(HALL, 200),
    "GET /manage/tickets/999": staff(HALL, 404),
    "POST /manage/paper": staff(HALL, 422),
    "GET /manage/calendar": staff(HALL, 200),
    "POST /manage/calendar/days": staff(HALL, 422),
    "GET /manage/calendar/days/999": staff(HALL, 404),
    "POST /manage/calendar/days/999": staff(HALL, 422),
    "POST /manage/calendar/days/999/removal": staff(HALL, 404),
    "GET /manage/calendar/openings": staff(HALL, 404),
    "POST /manage/calendar/openings": staff(HALL, 422),
    "POST /manage/calendar/openings/change": staff(HALL, 422),
    "POST /manage/calendar/openings/removal": staff(HALL, 422),
    "GET /manage/announcements": staff(HALL, 200),
    "GET /manage/announcements/new": staff(HALL, 200),
    "POST /manage/announcements": staff(HALL, 422),
    "GET /manage/announcements/999": staff(HALL, 404),
    "POST /manage/announcements/999": staff(HALL, 404),
    "POST /manage/announcements/999/showing": staff(HALL, 404),
    "POST /manage/announcements/999/place": staff(HALL, 404),
    "POST /manage/announcements/999/removal": staff(HALL, 404),
    # admin
    "POST /manage/appointments/terms": staff(ADMIN, 422),
    "POST /manage/appointments/times": staff(ADMIN, 422),
    "POST /manage/appointments/times/999/removal": staff(ADMIN, 404),
    "POST /manage/appointments/withdrawal": staff(ADMIN, 422),
    "POST /manage/appointments/restoration": staff(ADMIN, 422),
    "GET /manage/devices": staff(ADMIN, 200),
    "POST /manage/devices": staff(ADMIN, 422),
    "GET /manage/devices/999": staff(ADMIN, 404),
    "POST /manage/devices/999": staff(ADMIN, 404),
    "POST /manage/devices/999/revocation": staff(ADMIN, 404),
    "GET /manage/people": staff(ADMIN, 200),
    "POST /manage/people": staff(ADMIN, 422),
    "GET /manage/people/new": staff(ADMIN, 200),
    "GET /manage/people/1": staff(ADMIN, 200),
    "POST /manage/people/999": staff(ADMIN, 404),
    "POST /manage/people/999/password": staff(ADMIN, 404),
    "POST /manage/people/999/sign-out": staff(ADMIN, 404),
    "POST /manage/people/999/unlocking": staff(ADMIN, 404),
    "GET /manage/counters": staff(ADMIN, 200),
    "POST /manage/counters": staff(ADMIN, 422),
    "GET /manage/counters/new": staff(ADMIN, 200),
    "GET /manage/counters/1": staff(ADMIN, 200),
    "POST /manage/counters/999": staff(ADMIN, 404),
    "POST /manage/counters/999/removal": staff(ADMIN, 404),
    "GET /manage/priorities": staff(ADMIN, 200),
    "POST /manage/priorities": staff(ADMIN, 422),
    "GET /manage/priorities/new": staff(ADMIN, 200),
    "GET /manage/priorities/1": staff(ADMIN, 200),
    "POST /manage/priorities/999": staff(ADMIN, 404),
    "POST /manage/priorities/999/offer": staff(ADMIN, 404),
    "POST /manage/priorities/999/removal": staff(ADMIN, 404),
    "GET /manage/services": staff(ADMIN, 200),
    "POST /manage/services": staff(ADMIN, 422),
    "GET /manage/services/new": staff(ADMIN, 200),
    "GET /manage/services/1": staff(ADMIN, 200),
    "POST /manage/services/999": staff(ADMIN, 404),
    "POST /manage/services/999/offer": staff(ADMIN, 404),
    "POST /manage/services/999/removal": staff(ADMIN, 404),
    "GET /manage/services/groups/new": staff(ADMIN, 200),
    "GET /manage/services/groups/1": staff(ADMIN, 200),
    "POST /manage/services/groups": staff(ADMIN, 422),
    "POST /manage/services/groups/999": staff(ADMIN, 404),
    "POST /manage/services/groups/999/removal": staff(ADMIN, 404),
    "GET /manage/settings": staff(ADMIN, 200),
    "POST /manage/settings": staff(ADMIN, 422),
    # machines
    "GET /api/v1/openapi.json": everyone(200),
    "GET /api/v1/services": machine("kiosk clerk lobby integration", 200),
    "GET /api/v1/board": machine("lobby", 200),
    "GET /api/v1/journal": machine("integration", 200),
    "GET /api/v1/counters": machine("clerk", 200),
    "POST /api/v1/counters/N/opening": machine("clerk", 200),
    "POST /api/v1/counters/N/calls": machine("clerk", 409),
    "POST /api/v1/counters/N/break": machine("clerk", 422),
    "POST /api/v1/counters/N/closing": machine("clerk", 200),
    "POST /api/v1/tickets": machine("kiosk", 422),
    "POST /api/v1/tickets/999/recall": machine("clerk", 404),
    "POST /api/v1/tickets/999/service": machine("clerk", 404),
    "POST /api/v1/tickets/999/absence": machine("clerk", 404),
    "POST /api/v1/tickets/999/fetching": machine("clerk", 404),
    "POST /api/v1/tickets/999/hold": machine("clerk", 404),
    "POST /api/v1/tickets/999/resumption": machine("clerk", 404),
    "POST /api/v1/tickets/999/transfer": machine("clerk", 404),
    "POST /api/v1/tickets/999/completion": machine("clerk", 404),
    "GET /api/v1/tickets/unknown": everyone(404),
    "POST /api/v1/tickets/unknown/cancellation": everyone(404),
    "POST /api/v1/tickets/unknown/return": everyone(404),
    "POST /api/v1/tickets/unknown/rating": everyone(422),
    # one's own account; last, for it ends the session
    "GET /sign-in": {**everyone(200), **dict.fromkeys(PEOPLE, 303)},
    "POST /sign-in": everyone(422),
    "GET /account": staff(ALL, 200),
    "POST /account/password": staff(ALL, 422),
    "POST /account/sign-out-everywhere": {**staff(ALL, 303), **dict.fromkeys(PEOPLE, SIGN_IN)},
    "POST /sign-out": everyone(303),
}
