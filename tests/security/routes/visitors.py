"""Public routes of visitors and citizens."""

from deskq.printing import canvas
from tests.security.routes.callers import Row, answers, everyone, no_staff, rows

VISITORS: dict[str, Row] = {
    **answers(everyone, """
        200 GET /
        303 GET /setup
        409 POST /setup /setup/code
        200 GET /published /published/waiting /published/figures.csv /published/figures.json /published/dictionary.csv
            /published/reports
    """),
    **rows(everyone(200 if canvas.missing() is None else 404), "GET /published/picture.png"),
    **answers(everyone, """
        404 GET /published/1405-1 /published/1405-1.csv /published/1405-1.pdf /published/1405-1/dictionary.csv
        200 GET /where
        404 GET POST /a/unknown
        404 GET /a/unknown/thanks
        404 POST /a/unknown/works
        200 GET /rights
        404 GET /rights/visit/unknown /rights/code/427155418261
        404 POST /rights/visit/unknown/wait /rights/visit/unknown/wait/undo /rights/code/427155418261/wait
            /rights/code/427155418261/wait/undo
        404 GET /where/999 /where/pictures/unknown
        200 GET /where/board
        200 GET /dev/components
        200 GET /healthz
        200 GET /readyz
        200 GET /metrics
        200 GET /static/x/css/app.css
        200 GET /devices
        303 POST /devices/pairing/kiosk /devices/pairing/tablet/1
        200 GET /devices/status/kiosk /devices/status/tablet/1
    """),
    # the visitor
    **answers(everyone, """
        404 GET /t/unknown /t/unknown/state /t/unknown/app.webmanifest
        404 POST /t/unknown/cancellation /t/unknown/more-time /t/unknown/return /t/unknown/rating
            /t/unknown/rating/words
        404 GET POST /t/unknown/rating/questions
        200 GET /t/worker.js /t/offline
        404 GET POST /r/unknown /r/unknown/questions
        404 POST /r/unknown/words
    """),
    # the citizen's voice
    **answers(everyone, """
        200 GET /open
        404 POST /open/999/me-too
        200 GET /messages/new
        303 POST /messages
        302 GET /messages/steps
        303 POST /messages/steps
        404 GET /messages/filed/427155418261 /messages/filed/427155418261.pdf /messages/photos/unknown
        200 GET /services /services/building_permit
        200 GET /track
        422 POST /track
        404 GET /track/427155418261 /track/427155418261/application/files/x.pdf
        404 POST /track/427155418261/proof /track/427155418261/application/proof
            /track/427155418261/application/sms-code /track/427155418261/application/sms-code/proof
            /track/427155418261/application/files /track/427155418261/application/objection
            /track/427155418261/application/withdrawal /track/427155418261/application/call
            /track/427155418261/application/rating /track/427155418261/application/rating/undo
            /track/427155418261/helped /track/427155418261/helped/undo /track/427155418261/sms-code
            /track/427155418261/sms-code/proof /track/427155418261/words /track/427155418261/withdrawal
            /track/427155418261/reopening /track/427155418261/objection
    """),
    **answers(no_staff, """
        404 GET POST /t/unknown/complaint /t/unknown/door
        404 POST /t/unknown/complaint/words
    """),
    **answers(everyone, """
        200 GET /appointments /appointments/find
        409 GET /appointments/services/info_desk /appointments/services/info_desk/14050903
        422 POST /appointments /appointments/find
        404 GET /appointments/unknown /appointments/unknown/calendar.ics /appointments/unknown/move/14050903
        404 GET POST /appointments/unknown/move
        404 POST /appointments/unknown/cancellation /appointments/unknown/confirmation /appointments/unknown/sms-code
        200 GET /join
        422 POST /join
        303 POST /join/forget
        404 GET POST /join/lost /join/code/unknown
        404 POST /join/code/unknown/sms-code
        404 POST /t/unknown/arrival/code /t/unknown/arrival/distance
        404 GET /plan/unknown
        403 GET POST /scan/unknown
    """),
}  # fmt: skip
