"""Names of parts and steps, and what a missing step would stop, as msgids."""

from collections.abc import Mapping
from typing import NamedTuple

from deskq.core.errors import N_


class PartWords(NamedTuple):
    """``goal``: the event it is set up for; ``icon``: its picture."""

    name: str
    what: str
    goal: str
    icon: str


PART_WORDS: Mapping[str, PartWords] = {
    "queue": PartWords(
        N_("Queue of the hall"),
        N_("Visitors take a number, clerks call it, the board shows it."),
        N_("the first ticket"),
        "ticket",
    ),
    "messages": PartWords(
        N_("137 messages"),
        N_("Requests, complaints and ideas, each with an owner, a deadline and an answer."),
        N_("the first answered request"),
        "message-square",
    ),
    "applications": PartWords(
        N_("Applications"),
        N_("Permits and inquiries with their stages, documents and a promised date."),
        N_("the first receipt"),
        "file-text",
    ),
    "boxes": PartWords(
        N_("Boxes for slips of paper"),
        N_("Criticism and ideas on paper, opened in front of a witness."),
        N_("the first box opening"),
        "inbox",
    ),
    "half_year": PartWords(
        N_("Half-year report"),
        N_("What people said and what the town did, published twice a year."),
        N_("the first published report"),
        "scale",
    ),
}
STEP_NAMES: Mapping[str, str] = {
    "office": N_("Office and administrator"),
    "hours": N_("Hours and holidays"),
    "services": N_("Services"),
    "counters": N_("Counters"),
    "people": N_("People"),
    "devices": N_("Devices"),
    "printing": N_("Print test"),
    "sound": N_("Sound test"),
    "first_ticket": N_("Take the first ticket"),
    "units": N_("Units of the town"),
    "operator": N_("A 137 operator"),
    "readers": N_("Somebody who reads"),
    "own_readers": N_("People in every unit"),
    "categories": N_("A unit for each category"),
    "confidential": N_("Reader of reports about the inspectorate"),
    "deadlines": N_("Confirm the deadlines"),
    "districts": N_("Districts of the town"),
    "map": N_("Map of the town"),
    "channels": N_("Ways to reach you"),
    "first_answer": N_("Answer the first request"),
    "sheets": N_("Service sheets"),
    "stage_units": N_("People for each stage"),
    "openers": N_("Who opens applications"),
    "receipt": N_("Where to complain, on each receipt"),
    "substitutes": N_("A second person for each unit"),
    "first_receipt": N_("Hand out the first receipt"),
    "boxes": N_("Places of the boxes"),
    "box_openers": N_("Who opens the boxes"),
    "witness": N_("A witness"),
    "first_opening": N_("Open the first box"),
    "coders": N_("Who codes what people said"),
    "publisher": N_("Who publishes"),
    "report_day": N_("Day of the next report"),
    "first_report": N_("Publish the first report"),
}
#: {kind of a lack: what it would stop, or what is still to come}. ``names`` lists those it is about.
LACK_WORDS: Mapping[str, str] = {
    "office": N_("The office has no name."),
    "hours": N_("Without opening hours nobody gets a ticket."),
    "services": N_("The kiosk would have nothing to choose."),
    "counters": N_("Nobody could call a visitor: no counter has services."),
    "people": N_("Nobody could call a visitor: there is no clerk or supervisor."),
    "devices": N_("Visitors could neither take a ticket themselves nor see their call."),
    "printing": N_("Nobody has seen a ticket on paper yet."),
    "sound": N_("Nobody has heard a call in the hall yet."),
    "first_ticket": N_("Everything leads to it: a visitor takes a number, a clerk calls it."),
    "units": N_("All requests would stay with public relations: the town’s units are not here yet."),
    "operator": N_("A call to 137 would reach nobody, and nobody would pass on what belongs to no unit."),
    "readers": N_("A citizen’s request for %(names)s would reach nobody."),
    "own_readers": N_("A request for %(names)s would be read by the unit above: it has nobody of its own."),
    "categories": N_(
        "A citizen’s message about %(names)s would reach no unit by itself: the operator would have to pass on each."
    ),
    "categories_nobody": N_("A citizen’s message about %(names)s would reach nobody."),
    "categories_none": N_("Citizens could not say what their message is about."),
    "confidential": N_("A report about the inspectorate itself would not be accepted, because nobody could read it."),
    "deadlines": N_("The deadlines that citizens are promised are a proposal until you confirm them."),
    "districts": N_("Without districts a report cannot say which part of the town waits longest."),
    "map": N_("Without a map, citizens and inspectors describe each place in words."),
    "channels": N_("Citizens do not know yet how to reach you: address, telephone, text messages, tracking page."),
    "first_answer": N_("Everything leads to it: a citizen writes, a unit answers, the citizen reads the answer."),
    "sheets": N_("No application could be opened: the office offers no service."),
    "stage_units": N_("An application for %(names)s would stop at a stage for which there is nobody."),
    "stage_units_none": N_("The stages come with the service sheets."),
    "openers": N_("Nobody could open an application: there is no clerk, expert or supervisor."),
    "receipt": N_("The receipt of %(names)s would not say where to complain."),
    "receipt_none": N_("The text of the receipts comes with the service sheets."),
    "substitutes": N_("On a day off, applications in %(names)s would stand still: only one person does them."),
    "substitutes_none": N_("Which units need a second person follows from the service sheets."),
    "first_receipt": N_("Everything leads to it: the applicant goes home with a code and a promised date."),
    "boxes": N_("Whoever has no phone could say nothing: there is no box."),
    "box_openers": N_("Nobody could open a box: there is no operator, supervisor or inspector."),
    "witness": N_("Each opening needs a witness. Without a colleague in the list, the name is typed each time."),
    "first_opening": N_("Everything leads to it: slips counted, typed, and minutes that are signed."),
    "coders": N_("Nobody could say what the messages of a half-year are about."),
    "publisher": N_("The report could not be published: only a deputy or the mayor can."),
    "report_day": N_("Citizens do not know when they can read what came of their words."),
    "first_report": N_("It can be published once the half-year is over and everything is coded."),
}
