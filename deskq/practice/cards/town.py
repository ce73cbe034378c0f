"""Cards of those who answer: experts, operators of 137, inspectorate."""

from deskq.core.errors import N_
from deskq.practice.cards.rules import Button, Card, Line

WORK, INBOX = ("work.index", N_("My work")), ("inbox.index", N_("Inbox"))
APPLICATIONS = ("applications.index", N_("Applications"))
MESSAGES, FILES = ("messages", "boxes"), ("applications",)
BOTH = (*MESSAGES, *FILES)

EXPERT = Card(
    (
        Line(
            N_("Begin the day"),
            N_("Open %(a)s: what is late or ends soon stands first."),
            *WORK,
            (Button(N_("My work")),),
            BOTH,
        ),
        Line(
            N_("Answer a message"),
            N_("Open the message, write what was found or done, and press %(a)s. The citizen gets the answer at once."),
            *INBOX,
            (Button(N_("Send answer")),),
            MESSAGES,
        ),
        Line(
            N_("Something is not clear, or needs longer"),
            N_("%(a)s while you wait for them. %(b)s gives a new day with a reason."),
            *INBOX,
            (Button(N_("Ask the citizen")), Button(N_("Extend deadline"))),
            MESSAGES,
        ),
        Line(
            N_("A stage of an application is done"),
            N_("Open the application and press %(a)s. The applicant sees it."),
            *APPLICATIONS,
            (Button(N_("Stage done")),),
            FILES,
        ),
        Line(
            N_("A document or a payment is missing"),
            N_("Press %(a)s or %(b)s. The applicant is told, and the promised time is paused."),
            *APPLICATIONS,
            (Button(N_("Document missing")), Button(N_("Issue a bill"))),
            FILES,
        ),
        Line(
            N_("Pressed the wrong button"),
            N_("%(a)s on the page of the application, with a reason."),
            *APPLICATIONS,
            (Button(N_("Take back the last step")),),
            FILES,
        ),
        Line(
            N_("A visit to the place"),
            N_("Open %(a)s, go, and press %(b)s there."),
            "inspections.index",
            N_("Inspections"),
            (Button(N_("Inspections")), Button(N_("Store the result"))),
            FILES,
        ),
    ),
    N_("Ask the head of your unit. They also take over while you are on leave: enter it under “Your account”."),
)
OPERATOR = Card(
    (
        Line(
            N_("Somebody calls 137"),
            N_("Open %(a)s, write while they speak, and press %(b)s. Read the tracking code to them."),
            "intake.new",
            N_("New message"),
            (Button(N_("New message")), Button(N_("Register"), "Ctrl Enter")),
            MESSAGES,
        ),
        Line(
            N_("The same was reported already"),
            N_("It is shown beside your text: press %(a)s."),
            "intake.new",
            N_("New message"),
            (Button(N_("Same: register and link")),),
            MESSAGES,
        ),
        Line(
            N_("Send messages to their units"),
            N_("Open a new message in the inbox, check subject and place, and press %(a)s."),
            *INBOX,
            (Button(N_("Refer")),),
            MESSAGES,
        ),
        Line(
            N_("Call people about their answers"),
            N_("Press %(a)s, ask whether it helped, and choose what they said."),
            "calls.index",
            N_("Calls"),
            (Button(N_("Make call")),),
            ("messages",),
        ),
        Line(
            N_("Empty a box"),
            N_("Press %(a)s, type each slip and press %(b)s; at the end %(c)s."),
            "boxes.index",
            N_("Boxes"),
            (
                Button(N_("Open this box")),
                Button(N_("Register, next slip"), "Ctrl Enter"),
                Button(N_("Close and write the minutes"), "Shift F8"),
            ),
            ("boxes",),
        ),
    ),
    N_("Ask the supervisor of the desk. Danger to people: call 125 or 115 first."),
)
INSPECTORATE = Card(
    (
        Line(
            N_("Begin the day"),
            N_("Open %(a)s: complaints, reports and objections that wait for you."),
            *WORK,
            (Button(N_("My work")),),
            BOTH,
        ),
        Line(
            N_("Answer a complaint"),
            N_("Ask the unit, choose whether it is upheld, and press %(a)s."),
            *INBOX,
            (Button(N_("Send answer")),),
            MESSAGES,
        ),
        Line(
            N_("An objection to a refusal"),
            N_("Open the application and press %(a)s. This is possible once."),
            *APPLICATIONS,
            (Button(N_("Decide the objection")),),
            FILES,
        ),
        Line(
            N_("A clerk appeals about a rating"),
            N_("Open %(a)s, then %(b)s."),
            "manage_ratings.index",
            N_("Ratings"),
            (Button(N_("Ratings")), Button(N_("Appeals"))),
            ("queue",),
        ),
        Line(
            N_("Find causes for the half-year"),
            N_("Open %(a)s, choose the cause by its letter, and press %(b)s."),
            "coding.start",
            N_("Coding"),
            (Button(N_("Coding")), Button(N_("Save, next"), "Enter")),
            ("half_year",),
        ),
    ),
    N_("Ask the admin of the system about pages. What a confidential report says goes to nobody else."),
)
