"""Routes by which an admin sets the office up."""

from functools import partial

from tests.security.routes.callers import ADMIN, HALL, Row, answers, staff

SET_UP: dict[str, Row] = {
    **answers(partial(staff, ADMIN), """
        422 POST /manage/appointments/terms /manage/appointments/times /manage/appointments/withdrawal
            /manage/appointments/restoration /manage/setup/parts /manage/setup/hours /manage/setup/services
            /manage/setup/counters /manage/setup/people /manage/setup/devices
        404 POST /manage/appointments/times/999/removal
        404 GET /manage/setup/steps/unknown /manage/setup/first/unknown
        200 GET /manage/setup /manage/setup/channels /manage/setup/hours /manage/setup/services /manage/setup/counters
            /manage/setup/people /manage/setup/devices /manage/setup/printing
        303 GET /manage/setup/office
        303 POST /manage/setup/printing
        200 GET /manage/setup/printing/paper
        303 POST /manage/setup/printing/999 /manage/setup/sound/999
        404 GET /manage/setup/printing/trials/999 /manage/setup/sound/trials/999 /manage/people/courses/999
        404 POST /manage/setup/changes/999999/undo /manage/devices/999 /manage/devices/999/revocation /manage/people/999
            /manage/people/999/password /manage/people/courses/999/undo /manage/people/courses/999/ending
            /manage/people/courses/999/members/999/keeping /manage/people/999/leave /manage/people/999/leave/999/ending
            /manage/people/999/sign-out /manage/people/999/unlocking /manage/people/999/second-factor/removal
            /manage/counters/999 /manage/counters/999/removal /manage/priorities/999 /manage/priorities/999/offer
            /manage/priorities/999/removal /manage/webhooks/999/test /manage/webhooks/999/pause
            /manage/webhooks/999/resumption /manage/webhooks/999/removal
        200 GET /manage/setup/sound /manage/setup/changes /manage/setup/file /manage/setup/file.yaml
            /manage/devices/code/ABC234 /manage/people /manage/people/new /manage/people/1 /manage/people/courses
            /manage/doctor /manage/second-factor /manage/counters /manage/counters/new /manage/counters/1
            /manage/priorities /manage/priorities/new /manage/priorities/1 /manage/webhooks /manage/sheets
            /manage/sheets/dig_permit /manage/sheets/days /manage/sheets/templates
            /manage/sheets/templates/building_permit /manage/sheets/new /manage/messages
        422 POST /manage/setup/marks/unknown /manage/setup/file/check /manage/devices /manage/people
            /manage/people/courses /manage/counters /manage/priorities /manage/webhooks /manage/sheets/dig_permit
            /manage/sheets/days /manage/sheets/offering /manage/sheets/templates /manage/sheets/new /manage/messages
        400 POST /manage/setup/file /manage/second-factor
    """),
    **answers(partial(staff, HALL), """
        200 GET /manage/devices /manage/training /manage/imports /manage/exports/applications.csv
        404 GET /manage/devices/999 /manage/imports/999 /manage/imports/999/progress /manage/imports/999/refused.csv
        404 POST /manage/devices/999/reload /manage/training/999/removal /manage/training/999/undo
            /manage/imports/999/columns /manage/imports/999/start /manage/imports/999/back /manage/imports/999/cancel
            /manage/imports/999/removal
        422 POST /manage/training /manage/imports /manage/exports/applicants
    """),
    **answers(partial(staff, ADMIN), """
        409 POST /manage/sheets/dig_permit/delete
        303 POST /manage/messages/beginning
        200 GET /manage/messages/plan /manage/messages/units /manage/messages/people /manage/messages/routes
            /manage/messages/units/new /manage/messages/units/1 /manage/messages/categories
            /manage/messages/categories/new /manage/messages/categories/1 /manage/messages/classes
            /manage/messages/classes/new /manage/messages/classes/1 /manage/messages/answers
            /manage/messages/answers/new /manage/messages/questions /manage/messages/questions/new
            /manage/messages/districts /manage/messages/districts/new /manage/messages/districts/1
            /manage/messages/boxes /manage/messages/boxes/new /manage/messages/boxes/1 /manage/services
            /manage/services/new /manage/services/1 /manage/services/groups/new /manage/services/groups/1
            /manage/settings
        422 POST /manage/messages/plan /manage/messages/units /manage/messages/categories /manage/messages/classes
            /manage/messages/answers /manage/messages/questions /manage/messages/districts /manage/messages/boxes
            /manage/services /manage/services/groups /manage/settings
        400 POST /manage/messages/units/table /manage/messages/people /manage/messages/routes
        404 POST /manage/messages/units/999 /manage/messages/units/999/offer /manage/messages/units/999/removal
            /manage/messages/categories/999 /manage/messages/categories/999/offer
            /manage/messages/categories/999/removal /manage/messages/classes/999 /manage/messages/classes/999/offer
            /manage/messages/classes/999/removal /manage/messages/answers/999/offer /manage/messages/answers/999/removal
            /manage/messages/questions/999/offer /manage/messages/questions/999/removal /manage/messages/districts/999
            /manage/messages/districts/999/offer /manage/messages/districts/999/removal /manage/messages/boxes/999
            /manage/messages/boxes/999/offer /manage/messages/boxes/999/removal /manage/services/999
            /manage/services/999/offer /manage/services/999/removal /manage/services/groups/999
            /manage/services/groups/999/removal
        404 GET POST /manage/messages/answers/999 /manage/messages/questions/999
    """),
}  # fmt: skip
