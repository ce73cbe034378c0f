"""Routes of kiosk, lobby, tablet and hall screen."""

from tests.security.routes.callers import HALL, PAIR, PEOPLE, Row, device, everyone, staff

SEES_HALL = f"{HALL} executive regional"

SCREENS: dict[str, Row] = {
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
    "GET /kiosk/rating": device("kiosk", 200, PAIR),
    "POST /kiosk/rating": device("kiosk", 422, 403),
    "POST /kiosk/rating/score": device("kiosk", 422, 403),
    "POST /kiosk/rating/reason": device("kiosk", 422, 403),
    "POST /kiosk/rating/answer": device("kiosk", 422, 403),
    "GET /kiosk/door/unknown/complaint": device("kiosk", 404, PAIR),
    "POST /kiosk/door/unknown/complaint": device("kiosk", 404, 403),
    "GET /kiosk/arrival": device("kiosk", 200, PAIR),
    "POST /kiosk/arrival": device("kiosk", 409, 403),
    "GET /join/door": {**staff(HALL, 200), "lobby": 200},
    "GET /lobby": {**device("lobby", 200, PAIR), "supervisor": 200, "admin": 200},
    "GET /lobby/picture": staff(HALL, 200),
    "GET /lobby/board": {**staff(HALL, 200), "lobby": 200},
    "GET /voice/unknown.opus": {**staff(HALL, 404), "lobby": 404},
    "GET /board/media/unknown.webp": {**staff(HALL, 404), "lobby": 404},
    "GET /hall-screen": {**device("hall", 200, PAIR), **dict.fromkeys(SEES_HALL.split(), 200)},
    "GET /hall-screen/state": {**staff(SEES_HALL, 200), "hall": 200},
    "GET /counters/N/rating": {**device("tablet", 200, PAIR), **dict.fromkeys(PEOPLE, 403)},
    "GET /counters/N/rating/state": device("tablet", 200, 403),
    "POST /counters/N/rating": device("tablet", 422, 403),
    "POST /counters/N/rating/words": device("tablet", 422, 403),
}
