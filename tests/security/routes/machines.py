"""Routes of the API and of monitoring."""

from functools import partial

from tests.security.routes.callers import Row, answers, everyone, machine, rows

SYSTEMS: dict[str, Row] = {
    **rows(everyone(200), "GET /api/docs /api/v1/openapi.json"),
    **rows(machine("kiosk clerk lobby integration", 200), "GET /api/v1/services"),
    **rows(machine("lobby", 200), "GET /api/v1/board"),
    **answers(partial(machine, "integration"), """
        200 GET /api/v1/journal /api/v1/reports/messages /api/v1/reports/visits /api/v1/reports/applications
            /api/v1/reports/application-ratings
    """),
    **answers(partial(machine, "clerk"), """
        200 GET /api/v1/counters
        200 POST /api/v1/counters/N/opening
        409 POST /api/v1/counters/N/calls
        422 POST /api/v1/counters/N/break
        200 POST /api/v1/counters/N/closing
    """),
    **rows(machine("kiosk", 422), "POST /api/v1/tickets /api/v1/appointments/arrivals"),
    **answers(partial(machine, "clerk"), """
        404 POST /api/v1/tickets/999/recall /api/v1/tickets/999/service /api/v1/tickets/999/absence
            /api/v1/tickets/999/fetching /api/v1/tickets/999/hold /api/v1/tickets/999/resumption
            /api/v1/tickets/999/transfer /api/v1/tickets/999/completion
        422 POST /api/v1/tickets/999/next-service /api/v1/tickets/999/keeping
    """),
    **answers(everyone, """
        404 GET /api/v1/tickets/unknown /api/v1/appointments/unknown
        404 POST /api/v1/tickets/unknown/cancellation /api/v1/tickets/unknown/return
            /api/v1/appointments/unknown/cancellation /api/v1/appointments/unknown/sms-code
        422 POST /api/v1/tickets/unknown/rating /api/v1/appointments/unknown/confirmation
            /api/v1/appointments/unknown/move
    """),
    **answers(partial(machine, "integration"), """
        422 POST /api/v1/imports/applications /api/v1/webhooks /api/v1/applications
            /api/v1/applications/999/stages/opening/complete /api/v1/messages /api/v1/messages/sms
            /api/v1/messages/unknown/files
        422 GET /api/v1/messages/unknown
        200 GET /api/v1/exports/applications /api/v1/webhooks /api/v1/applications /api/v1/messages/categories
        404 DELETE /api/v1/webhooks/999
        404 POST /api/v1/webhooks/999/test /api/v1/webhooks/999/pause /api/v1/webhooks/999/resumption
        404 GET /api/v1/applications/427155418261
    """),
    **rows(machine("kiosk clerk lobby integration", 422), "GET /api/v1/appointments/slots"),
    **rows(machine("kiosk integration", 422), "POST /api/v1/appointments"),
}  # fmt: skip
