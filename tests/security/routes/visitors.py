"""Public routes of visitors and citizens."""

from deskq.printing import canvas
from tests.security.routes.callers import Row, everyone, no_staff, rows

VISITORS: dict[str, Row] = {
    **rows(everyone(200), "GET /"),
    **rows(everyone(303), "GET /setup"),
    **rows(everyone(409), "POST /setup /setup/code"),
    **rows(
        everyone(200),
        "GET /published /published/waiting /published/figures.csv /published/figures.json /published/dictionary.csv "
        "/published/reports",
    ),
    **rows(everyone(200 if canvas.missing() is None else 404), "GET /published/picture.png"),
    **rows(
        everyone(404),
        "GET /published/1405-1 /published/1405-1.csv /published/1405-1.pdf /published/1405-1/dictionary.csv",
    ),
    **rows(everyone(200), "GET /where"),
    **rows(everyone(404), "GET POST /a/unknown"),
    **rows(everyone(404), "GET /a/unknown/thanks"),
    **rows(everyone(404), "POST /a/unknown/works"),
    **rows(everyone(200), "GET /rights"),
    **rows(everyone(404), "GET /rights/visit/unknown /rights/code/427155418261"),
    **rows(
        everyone(404),
        "POST /rights/visit/unknown/wait /rights/visit/unknown/wait/undo /rights/code/427155418261/wait "
        "/rights/code/427155418261/wait/undo",
    ),
    **rows(everyone(404), "GET /where/999 /where/pictures/unknown"),
    **rows(everyone(200), "GET /where/board"),
    **rows(everyone(200), "GET /dev/components"),
    **rows(everyone(200), "GET /healthz"),
    **rows(everyone(200), "GET /readyz"),
    **rows(everyone(200), "GET /metrics"),
    **rows(everyone(200), "GET /static/x/css/app.css"),
    **rows(everyone(200), "GET /devices"),
    **rows(everyone(303), "POST /devices/pairing/kiosk /devices/pairing/tablet/1"),
    **rows(everyone(200), "GET /devices/status/kiosk /devices/status/tablet/1"),
    # the visitor
    **rows(everyone(404), "GET /t/unknown /t/unknown/state /t/unknown/app.webmanifest"),
    **rows(
        everyone(404),
        "POST /t/unknown/cancellation /t/unknown/more-time /t/unknown/return /t/unknown/rating /t/unknown/rating/words",
    ),
    **rows(everyone(404), "GET POST /t/unknown/rating/questions"),
    **rows(everyone(200), "GET /t/worker.js /t/offline"),
    **rows(everyone(404), "GET POST /r/unknown /r/unknown/questions"),
    **rows(everyone(404), "POST /r/unknown/words"),
    # the citizen's voice
    **rows(everyone(200), "GET /open"),
    **rows(everyone(404), "POST /open/999/me-too"),
    **rows(everyone(200), "GET /messages/new"),
    **rows(everyone(303), "POST /messages"),
    **rows(everyone(302), "GET /messages/steps"),
    **rows(everyone(303), "POST /messages/steps"),
    **rows(everyone(404), "GET /messages/filed/427155418261 /messages/filed/427155418261.pdf /messages/photos/unknown"),
    **rows(everyone(200), "GET /services /services/building_permit"),
    **rows(everyone(200), "GET /track"),
    **rows(everyone(422), "POST /track"),
    **rows(everyone(404), "GET /track/427155418261 /track/427155418261/application/files/x.pdf"),
    **rows(
        everyone(404),
        "POST /track/427155418261/proof /track/427155418261/application/proof "
        "/track/427155418261/application/sms-code /track/427155418261/application/sms-code/proof "
        "/track/427155418261/application/files /track/427155418261/application/objection "
        "/track/427155418261/application/withdrawal /track/427155418261/application/call "
        "/track/427155418261/application/rating /track/427155418261/application/rating/undo "
        "/track/427155418261/helped /track/427155418261/helped/undo /track/427155418261/sms-code "
        "/track/427155418261/sms-code/proof /track/427155418261/words /track/427155418261/withdrawal "
        "/track/427155418261/reopening /track/427155418261/objection",
    ),
    **rows(no_staff(404), "GET POST /t/unknown/complaint /t/unknown/door"),
    **rows(no_staff(404), "POST /t/unknown/complaint/words"),
    **rows(everyone(200), "GET /appointments /appointments/find"),
    **rows(everyone(409), "GET /appointments/services/info_desk /appointments/services/info_desk/14050903"),
    **rows(everyone(422), "POST /appointments /appointments/find"),
    **rows(
        everyone(404),
        "GET /appointments/unknown /appointments/unknown/calendar.ics /appointments/unknown/move/14050903",
    ),
    **rows(everyone(404), "GET POST /appointments/unknown/move"),
    **rows(
        everyone(404),
        "POST /appointments/unknown/cancellation /appointments/unknown/confirmation /appointments/unknown/sms-code",
    ),
    **rows(everyone(200), "GET /join"),
    **rows(everyone(422), "POST /join"),
    **rows(everyone(303), "POST /join/forget"),
    **rows(everyone(404), "GET POST /join/lost /join/code/unknown"),
    **rows(everyone(404), "POST /join/code/unknown/sms-code"),
    **rows(everyone(404), "POST /t/unknown/arrival/code /t/unknown/arrival/distance"),
    **rows(everyone(404), "GET /plan/unknown"),
    **rows(everyone(403), "GET POST /scan/unknown"),
}
