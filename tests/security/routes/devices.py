"""Routes of kiosk, lobby, tablet and hall screen."""

from tests.security.routes.callers import HALL, PAIR, PEOPLE, Row, answers, device, everyone, rows, staff

SEES_HALL = f"{HALL} executive regional"

SCREENS: dict[str, Row] = {
    **rows(device("kiosk", 200, PAIR), "GET /kiosk /kiosk/groups/1 /kiosk/services/info_desk"),
    **rows(device("kiosk", 404, 403), "GET /voice/say"),
    **rows(
        device("kiosk", 404, PAIR),
        "GET /kiosk/tickets/unknown /kiosk/tickets/unknown/phone /kiosk/door/unknown/complaint /kiosk/where/999",
    ),
    **rows(
        device("kiosk", 404, 403),
        "POST /kiosk/tickets/unknown/paper /kiosk/tickets/unknown/phone /kiosk/door/unknown/complaint",
    ),
    **answers(everyone, """
        404 GET /kiosk/paper /kiosk/paper/1.png
        404 POST /kiosk/paper/mood
    """),
    **rows(
        device("kiosk", 422, 403),
        "POST /kiosk/tickets /kiosk/appointment /kiosk/rating /kiosk/rating/score /kiosk/rating/reason "
        "/kiosk/rating/answer",
    ),
    **rows(
        device("kiosk", 200, PAIR), "GET /kiosk/appointment /kiosk/rating /kiosk/rights /kiosk/where /kiosk/arrival"
    ),
    **rows(device("kiosk", 409, 403), "POST /kiosk/arrival"),
    **rows({**staff(HALL, 200), "lobby": 200}, "GET /join/door"),
    **rows(device("kiosk", 404, 404), "GET /devices/trials/printing/999"),
    **rows(device("lobby", 422, 404), "POST /devices/trials/sound/999"),
    **rows({**device("lobby", 200, PAIR), "supervisor": 200, "admin": 200}, "GET /lobby"),
    **rows(staff(HALL, 200), "GET /lobby/picture"),
    **rows({**staff(HALL, 200), "lobby": 200}, "GET /lobby/board"),
    **rows({**staff(HALL, 404), "lobby": 404}, "GET /voice/unknown.opus"),
    **rows({**staff(HALL, 404), "lobby": 404}, "GET /board/media/unknown.webp"),
    **rows({**device("hall", 200, PAIR), **dict.fromkeys(SEES_HALL.split(), 200)}, "GET /hall-screen"),
    **rows({**staff(SEES_HALL, 200), "hall": 200}, "GET /hall-screen/state"),
    **rows({**device("tablet", 200, PAIR), **dict.fromkeys(PEOPLE, 403)}, "GET /counters/N/rating"),
    **rows(device("tablet", 200, 403), "GET /counters/N/rating/state"),
    **rows(device("tablet", 422, 403), "POST /counters/N/rating /counters/N/rating/words"),
}  # fmt: skip
