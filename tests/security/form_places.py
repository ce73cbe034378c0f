"""Where each form of a template is met: the page of a row of the route table, or a way that leads to it."""

from collections.abc import Iterator

from werkzeug.test import TestResponse

from tests.security.citizen_form_ways import CITIZENS
from tests.security.commission_form_way import commission
from tests.security.form_ways import WAYS, Caller
from tests.security.hostile_office import Town
from tests.security.hostile_pages import at_counter, filled
from tests.security.late_form_ways import LATE
from tests.security.office_form_ways import OFFICE
from tests.security.scan_way import scan_of_phone
from tests.security.second_factor_way import SECOND_FACTOR
from tests.tools.browsers import Browser

#: Who opens which page; {first of the ids} and the like are filled by hostile_pages.filled.
PAGES = """
nobody /dev/components /t/unknown /t/unknown/rating/questions /messages/new /track /track/427155418261
supervisor /applications/new?sheet=dig_permit /applications/new?sheet=renewal_levy /applications/referrals/new
nobody /appointments/unknown /appointments/find /rights/visit/unknown /sign-in /kiosk
hall /hall-screen
clerk /counters/N /counters/appointment /intake /inbox/sender-check /account/appeals /account
expert /inbox/999 /inbox/999/work-order /account
nobody /open /a/unknown
operator /inbox/several?tab=all /inbox/filters?tab=all&state=referred
operator /boxes/1 /boxes/openings/1 /inbox/999 /calls /calls/1
supervisor /manage /manage/alerts/duty/999 /manage/alerts/kinds/wait /manage/alerts
supervisor /manage/calendar /manage/calendar/days/999 /manage/announcements /manage/announcements/new
supervisor /manage/building /manage/building/buildings/new /manage/building/floors/new /manage/building/rooms/999
supervisor /amenities /amenities/faults /manage/amenities /manage/amenities/objects/999 /manage/amenities/people
supervisor /manage/amenities/objects/new /a/unknown
supervisor /manage/coding/1405-2/several /manage/message-imports /manage/message-imports/999
inspectorate /manage/person /manage/charter/objections
admin /manage/reports/saved /manage/reports/saved/999/edit /manage/work/999
admin /manage/people/courses /manage/people/courses/2
admin /manage/training /manage/training?entered=1
admin /manage/appointments /manage/devices /manage/devices/999 /manage/people/new /manage/people/999
admin /manage/counters/new /manage/counters/999 /manage/priorities /manage/priorities/new /manage/messages
admin /manage/messages/plan /manage/messages/units /manage/messages/units/new /manage/messages/units/999
admin /manage/messages/people /manage/messages/routes /manage/messages/categories /manage/charter /manage/setup
admin /manage/messages/categories/new /manage/services /manage/services/new /manage/services/groups/new
admin /manage/sheets/dig_permit /manage/sheets/days /manage/sheets/new /manage/settings /manage/tickets/999
admin /manage/offices/new /manage/people/colleague
kiosk /kiosk/services/info_desk /kiosk/appointment /kiosk/arrival /kiosk/rating /kiosk/tickets/unknown
tablet /counters/N/rating
"""


def pages(caller: Caller, town: Town) -> Iterator[tuple[str, Browser, TestResponse]]:
    """(whose, in which browser, the answer) of every page on which a form may be."""
    for way in (*WAYS, *CITIZENS, *OFFICE, commission, scan_of_phone, *SECOND_FACTOR):
        name, comes, answers = way(caller, town)
        yield from ((name, comes, answer) for answer in answers)
    for line in PAGES.split("\n"):
        name, *paths = line.split() or [""]
        comes = caller(name) if name else None
        for path in paths:
            for address in filled(path, town):
                yield name, comes, comes.get(at_counter(address, name))


def late_pages(caller: Caller, town: Town) -> Iterator[tuple[str, Browser, TestResponse]]:
    """Pages of later days, and of an office that is different then."""
    for way in LATE:
        name, comes, answers = way(caller, town)
        yield from ((name, comes, answer) for answer in answers)
