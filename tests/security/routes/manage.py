"""Routes of supervisor, admin, inspectorate and executives."""

from functools import partial

from tests.security.routes.callers import ADMIN, ALL, HALL, REPORTS, WORK, Row, answers, rows, staff

READS_REPORTS = "supervisor executive regional admin"

MANAGE: dict[str, Row] = {
    # several offices
    **rows(staff(ALL, 200), "GET /offices /offices/state"),
    **rows(staff(READS_REPORTS, 200), "GET /offices/report /offices/report.csv"),
    **answers(partial(staff, ADMIN), """
        200 GET /manage/offices/new /manage/people/colleague
        422 POST /manage/offices /manage/people/colleague
        404 GET POST /manage/devices/999/office
    """),
    # supervisor and admin
    **rows(staff(HALL, 200), "GET /manage/appointments"),
    **answers(partial(staff, ALL), """
        404 GET /manage/work/999 /manage/work/999/progress /manage/work/999/file
        404 POST /manage/work/999/cancel
    """),
    # the charter
    **answers(partial(staff, "supervisor inspectorate executive admin"), """
        200 GET /manage/charter
        422 POST /manage/charter
    """),
    **answers(partial(staff, "inspectorate executive"), """
        200 GET /manage/charter/objections
        404 POST /manage/charter/objections/999
    """),
    # the building
    **answers(partial(staff, HALL), """
        200 GET /manage/building /manage/building/buildings/new /manage/building/floors/new /manage/building/signs
            /manage/building/signs/doors /manage/building/signs/wall /manage/building/signs/directory
            /manage/building/signs/doors.pdf /manage/building/signs/wall.pdf /manage/building/signs/directory.pdf
        400 POST /manage/building
        422 POST /manage/building/templates /manage/building/pasted /manage/building/buildings /manage/building/floors
        404 GET POST /manage/building/buildings/999 /manage/building/floors/999 /manage/building/rooms/999
        404 POST /manage/building/buildings/999/removal /manage/building/floors/999/removal
            /manage/building/rooms/999/removal /manage/building/rooms/999/photo/removal
    """),
    # amenities
    **answers(partial(staff, HALL), """
        200 GET /manage/amenities /manage/amenities/objects/new /manage/amenities/people /manage/amenities/stickers
        422 POST /manage/amenities/templates /manage/amenities/objects /manage/amenities/people /manage/reports/saved
        404 GET POST /manage/amenities/objects/999
        404 POST /manage/amenities/objects/999/removal /manage/amenities/objects/999/offer
    """),
    **answers(partial(staff, READS_REPORTS), """
        200 GET /manage/reports /manage/reports/visits.csv /manage/reports/visits.xlsx /manage/reports/visits.pdf
            /manage/reports/messages.pdf /manage/reports/applications.pdf /manage/reports/saved
    """),
    **rows(staff("admin", 303), "POST /manage/reports/saved/files"),
    **answers(partial(staff, HALL), """
        404 POST /manage/reports/saved/999/sending /manage/reports/saved/999/removal
            /manage/reports/saved/999/restoration /manage/reports/saved/999/recipients
            /manage/reports/saved/999/recipients/999/removal
        404 GET POST /manage/reports/saved/999/edit
    """),
    **answers(partial(staff, READS_REPORTS), """
        404 GET /manage/reports/saved/999 /manage/reports/applications/<service>
        200 GET /manage/reports/messages /manage/reports/messages.csv /manage/reports/messages.xlsx
            /manage/reports/applications /manage/reports/applications.csv /manage/reports/applications.xlsx
    """),
    **rows(staff("supervisor inspectorate executive admin", 200), "GET /manage/ratings /manage/ratings/table.csv"),
    **answers(partial(staff, "inspectorate"), """
        200 GET /manage/ratings/appeals
        404 GET /manage/ratings/appeals/999
        404 POST /manage/ratings/appeals/999/decision
    """),
    **answers(partial(staff, "operator supervisor inspectorate"), """
        303 GET /manage/coding /manage/coding/1405-2/next
        200 GET /manage/coding/1405-2 /manage/coding/1405-2/several
    """),
    **answers(partial(staff, "supervisor inspectorate"), """
        200 GET /manage/message-imports
        422 POST /manage/message-imports
        404 GET /manage/message-imports/999 /manage/message-imports/999/progress /manage/message-imports/999/refused.csv
        404 POST /manage/message-imports/999/start /manage/message-imports/999/stop /manage/message-imports/999/undo
            /manage/message-imports/999/removal
    """),
    **answers(partial(staff, "operator supervisor inspectorate"), """
        422 POST /manage/coding/1405-2/several /manage/coding/1405-2/several/undo
        404 GET POST /manage/coding/1405-2/message/999
        303 POST /manage/coding/1405-2/sample
        303 GET /manage/coding/1405-2/second
        404 POST /manage/coding/1405-2/second/999
    """),
    **answers(partial(staff, REPORTS), """
        200 GET /manage/half-year /manage/half-year/1405-2 /manage/half-year/1405-2/actions/new
            /manage/half-year/1405-2/findings/new
        409 POST /manage/half-year/1405-2/freezing
        422 POST /manage/half-year/1405-2/headline /manage/half-year/1405-2/correction
            /manage/half-year/1405-2/correction/removal /manage/half-year/1405-2/actions
            /manage/half-year/1405-2/findings
    """),
    **rows(staff("executive", 422), "POST /manage/half-year/1405-2/publication /manage/half-year/1405-2/withdrawal"),
    **answers(partial(staff, REPORTS), """
        404 GET POST /manage/half-year/actions/999 /manage/half-year/findings/999 /manage/half-year/promises/999
        404 POST /manage/half-year/actions/999/removal /manage/half-year/findings/999/removal
            /manage/corrective-actions/999/steps /manage/corrective-actions/999/person
        404 GET /manage/corrective-actions/999 /manage/corrective-actions/999/steps/999/photo
    """),
    **answers(partial(staff, "inspectorate"), """
        200 GET /manage/person /manage/person/looks /manage/person/struck
        422 POST /manage/person /manage/person/copy /manage/person/erasure
    """),
    **answers(partial(staff, WORK), """
        200 GET /account/appeals
        422 POST /account/appeals
    """),
    **rows(staff(READS_REPORTS, 200), "GET /manage /manage/hall/state"),
    # the supervisor's own counter is open again after the undo in desks.py, the admin's was never open
    **rows({**staff(HALL, 409), "admin": 422}, "POST /manage/hall/counters/N/opening"),
    **rows(staff(HALL, 422), "POST /manage/hall/counters/N/break"),
    **rows({**staff(HALL, 303), "admin": 409}, "POST /manage/hall/counters/N/closing"),
    **answers(partial(staff, HALL), """
        422 POST /manage/hall/counters/N/undo
        303 POST /manage/hall/counters/N/help
        409 POST /manage/hall/counters/N/help/undo /manage/alerts/duty/999/test
        422 POST /manage/hall/counters/N/line /manage/hall/lines /manage/hall/loans /manage/hall/services/closing
            /manage/counters-now/closing /manage/counters-now/services /manage/paper /manage/calendar/days
            /manage/calendar/days/999 /manage/calendar/openings /manage/calendar/openings/change
            /manage/calendar/openings/removal /manage/alerts/duty /manage/announcements
        404 POST /manage/hall/lines/999/withdrawal /manage/hall/loans/999/999/ending /manage/hall/services/999/opening
            /manage/sign-ins/999/unlocking /manage/calendar/days/999/removal /manage/alerts/duty/999/removal
            /manage/announcements/999/showing /manage/announcements/999/place /manage/announcements/999/removal
        404 GET /manage/tickets/999 /manage/calendar/days/999 /manage/calendar/openings
        404 GET POST /manage/alerts/kinds/unknown /manage/alerts/duty/999 /manage/announcements/999
        200 GET /manage/tickets /manage/tickets.pdf /manage/sign-ins /manage/calendar /manage/alerts
            /manage/announcements /manage/announcements/new
    """),
}  # fmt: skip
