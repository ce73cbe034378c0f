"""Routes of clerks and experts: counter, intake, messages, calls, account."""

from functools import partial

from tests.security.routes.callers import (
    ALL,
    BOXES,
    CHECKS,
    HALL,
    INSPECTS,
    OPENS,
    PEOPLE,
    SIGN_IN,
    TAKES,
    VOICE,
    WORK,
    Row,
    answers,
    everyone,
    rows,
    staff,
)

DESKS: dict[str, Row] = {
    # amenities: of others those who were named
    **answers(partial(staff, HALL), """
        200 GET /amenities
        404 POST /amenities/999/ok /amenities/999/broken
        303 POST /amenities/rest
        422 POST /amenities/undo
        200 GET /amenities/faults
        302 GET /amenities/faults/999
        404 POST /amenities/faults/999/take /amenities/faults/999/repair /amenities/faults/999/undo
        404 GET /amenities/faults/999/photo
    """),
    # the counter
    **answers(partial(staff, WORK), """
        200 GET /counters /counters/N /counters/N/panel /counters/N/finding
        303 POST /counters/N/opening /counters/N/help
        422 POST /counters/N/line /counters/N/walk-in /counters/N/in-person /counters/N/next-service /counters/N/keeping
            /counters/N/notes /counters/N/resumption /counters/N/return /counters/N/paper /counters/N/break
        409 POST /counters/N/calls /counters/N/recall /counters/N/service /counters/N/absence /counters/N/fetching
            /counters/N/hold /counters/N/put-back /counters/N/completion /counters/N/transfer
        303 POST /counters/N/closing /counters/N/undo
    """),
    # the host in the hall
    **answers(partial(staff, "host supervisor"), """
        200 GET /host /host/state
        422 POST /host/tickets
        404 GET /host/issued/unknown/1 /host/tickets/999
    """),
    **{
        f"POST /host/tickets/999/{act}": staff("host supervisor", 404)
        for act in ("changes", "fetching", "answer", "cancellation", "return", "notes", "paper", "phone")
    },
    **rows(staff("host supervisor", 404), "POST /host/notes/999/removal"),
    # practice: it begins while no counter is open; where nobody practises, there is nothing to leave
    **answers(partial(staff, WORK), """
        200 GET /practice
        409 POST /practice
        404 POST /practice/again /practice/leaving
    """),
    # cards of the roles
    **rows(staff(" ".join(PEOPLE), 200), "GET /cards /cards/clerk /cards/clerk.pdf"),
    **answers(partial(staff, WORK), """
        200 GET /counters/appointment
        422 POST /counters/appointment
    """),
    # messages: taken in by the staff, by boxes, by texts
    **answers(partial(staff, TAKES), """
        200 GET /intake
        422 POST /intake
        200 POST /intake/near /intake/questions /intake/caller
        404 GET /intake/999 /intake/999/receipt.pdf
    """),
    **answers(partial(staff, BOXES), """
        200 GET /boxes /boxes/1
        422 POST /boxes/1/openings
        404 GET /boxes/openings/999 /boxes/openings/999/minutes /boxes/openings/999/scan /boxes/openings/999/minutes.pdf
        404 POST /boxes/openings/999/slips /boxes/openings/999/empty /boxes/openings/999/undo
            /boxes/openings/999/closing
    """),
    **rows(everyone(404), "GET POST /sms/in/unknown"),
    # one's own work
    **rows(staff(VOICE, 200), "GET /work"),
    # messages
    **answers(partial(staff, VOICE), """
        200 GET /inbox /inbox/state /inbox/list.csv /inbox/list.xlsx /inbox/list.pdf /inbox/filters /inbox/several
    """),
    **answers(partial(staff, CHECKS), """
        200 GET /inbox/sender-check
        422 POST /inbox/sender-check
    """),
    **answers(partial(staff, VOICE), """
        422 POST /inbox/filters /inbox/several/referral /inbox/several/extension /inbox/several/answer
        404 GET POST /inbox/filters/999 /inbox/999/work-order
        404 POST /inbox/filters/999/deletion /inbox/999/referral /inbox/999/acceptance /inbox/999/assignment
            /inbox/999/passing-on /inbox/999/answer /inbox/999/ready-answer /inbox/999/extension /inbox/999/question
            /inbox/999/waiting /inbox/999/resumption /inbox/999/duplicate /inbox/999/sorting /inbox/999/undo
            /inbox/999/sender
        404 GET /inbox/999 /inbox/photos/unknown.webp
    """),
    # applications
    **rows(staff(VOICE, 200), "GET /applications"),
    **answers(partial(staff, OPENS), """
        200 GET /applications/new /applications/referrals/new
        404 GET /applications/new/visitor /applications/referrals/999 /applications/new/scans
            /applications/new/scans/x.pdf
        422 POST /applications/new /applications/referrals/new
    """),
    **answers(partial(staff, VOICE), """
        404 GET /applications/999 /applications/scanner/x /applications/999/outlook /applications/999/receipt.pdf
            /applications/999/files/x.pdf
        404 GET POST /applications/999/scans /applications/999/receipt
        404 POST /applications/999/stages/opening/complete /applications/999/documents /applications/999/extension
            /applications/999/refusal /applications/999/withdrawal /applications/999/last-step/return
            /applications/999/objection /applications/999/objection/decision /applications/999/applicant
            /applications/999/documents/deed/return /applications/999/call /applications/999/check
    """),
    # inspections
    **rows(staff(INSPECTS, 200), "GET /inspections /inspections/mine"),
    **rows(everyone(200), "GET /inspections/worker.js"),
    **answers(partial(staff, INSPECTS), """
        422 POST /inspections/tours /inspections/results /inspections/results/unknown-key/photos
        404 GET /inspections/tours/999 /inspections/tours/999/paper /inspections/tours/999/phone
        404 POST /inspections/tours/999/order
    """),
    **answers(partial(staff, VOICE), """
        404 GET /inspections/photos/unknown.webp /inspections/applications/999
        404 POST /inspections/applications/999/place
    """),
    # commission sessions
    **answers(partial(staff, INSPECTS), """
        200 GET /commissions
        422 POST /commissions/sessions
        404 GET /commissions/sessions/999 /commissions/sessions/999/agenda/paper /commissions/sessions/999/minutes
        404 POST /commissions/sessions/999/move /commissions/sessions/999/cancellation
            /commissions/sessions/999/calls/999 /commissions/sessions/999/agenda /commissions/items/999/notice
            /commissions/items/999/defence /commissions/items/999/verdict /commissions/items/999/correction
            /commissions/items/999/service /commissions/items/999/removal /commissions/items/999/notice/paper
            /commissions/items/999/defence/text
    """),
    # the operator rings
    **answers(partial(staff, "operator"), """
        200 GET /calls
        404 GET POST /calls/999
        404 POST /calls/999/beginning /calls/999/undo
    """),
}  # fmt: skip
ACCOUNT: dict[str, Row] = {
    **rows({**everyone(200), **dict.fromkeys(PEOPLE, 303)}, "GET /sign-in"),
    **answers(everyone, """
        422 POST /sign-in
        303 GET /sign-in/code
        303 POST /sign-in/code
        303 GET POST /sign-in/set-up
    """),
    **answers(partial(staff, ALL), """
        200 GET /account /account/second-factor
        422 POST /account/second-factor/beginning
        303 POST /account/second-factor/cancellation
        409 POST /account/second-factor/confirmation
        422 POST /account/second-factor/recovery-codes /account/second-factor/trial /account/second-factor/removal
            /account/password /account/leave
        404 POST /account/leave/999/ending
    """),
    **rows({**staff(ALL, 303), **dict.fromkeys(PEOPLE, SIGN_IN)}, "POST /account/sign-out-everywhere"),
    **rows(everyone(303), "POST /sign-out"),
}  # fmt: skip
