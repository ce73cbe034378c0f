"""Cards of those who work in the hall: clerks, hosts, supervisors."""

from deskq.core.errors import N_
from deskq.practice.cards.rules import Button, Card, Line

DESK, HOST, HALL = ("desk.choose", N_("Counters")), ("host.index", N_("Host")), ("manage.hall", N_("Hall"))
QUEUE = ("queue",)
LOOK_AT_HALL = Line(
    N_("Look at the hall"),
    N_("%(a)s shows who waits now, and for how long."),
    *HALL,
    (Button(N_("Hall")),),
    QUEUE,
)
END_OF_WEEK = Line(
    N_("The end of the week"),
    N_("%(a)s shows how long people waited and why."),
    "manage_reports.visits",
    N_("Visits"),
    (Button(N_("Visits")),),
    QUEUE,
)

CLERK = Card(
    (
        Line(
            N_("Begin the day"),
            N_("Choose your counter and press %(a)s. %(b)s brings the first visitor."),
            *DESK,
            (Button(N_("Open the counter"), "F9"), Button(N_("Call next"), "F9")),
            QUEUE,
        ),
        Line(
            N_("Serve a visitor"),
            N_("When they stand before you press %(a)s, and afterwards %(b)s."),
            *DESK,
            (Button(N_("Start"), "F9"), Button(N_("Finish and call next"), "F9")),
            QUEUE,
        ),
        Line(
            N_("Nobody comes"),
            N_("Press %(a)s. Still nobody? Press %(b)s. When they come later, press %(c)s."),
            *DESK,
            (Button(N_("Call again"), "F8"), Button(N_("Absent"), "F4"), Button(N_("Bring back"))),
            QUEUE,
        ),
        Line(
            N_("A paper is missing, or it is the wrong counter"),
            N_("%(a)s keeps the visitor for you, %(b)s brings them back, %(c)s sends them elsewhere."),
            *DESK,
            (Button(N_("Hold"), "F7"), Button(N_("Resume")), Button(N_("Transfer"), "F6")),
            QUEUE,
        ),
        Line(
            N_("Pressed the wrong button"),
            N_("Press %(a)s in the line above the visitor. It is there for a while."),
            *DESK,
            (Button(N_("Undo"), "Ctrl+Z"),),
            QUEUE,
        ),
        Line(
            N_("A break, and the end of the day"),
            N_("%(a)s, then %(b)s. In the evening press %(c)s."),
            *DESK,
            (
                Button(N_("Break"), "Shift+F7"),
                Button(N_("I am back"), "F9"),
                Button(N_("Close the counter"), "Shift+F6"),
            ),
            QUEUE,
        ),
        Line(
            N_("A visitor wants to report something"),
            N_("Open %(a)s, write what they say, and press %(b)s."),
            "intake.new",
            N_("New message"),
            (Button(N_("New message")), Button(N_("Register"), "Ctrl Enter")),
            ("messages", "boxes"),
        ),
    ),
    N_("Press “Ask for help” at your counter: the supervisor of the desk sees it at once."),
)
HOST_CARD = Card(
    (
        Line(
            N_("Give a ticket"),
            N_("Ask what brings them here, and choose the service under %(a)s."),
            *HOST,
            (Button(N_("Hand out a ticket")),),
            QUEUE,
        ),
        Line(
            N_("Somebody needs help to find the way"),
            N_("Tick %(a)s: the counter waits until you or the clerk has gone to them."),
            *HOST,
            (Button(N_("Meet in person")),),
            QUEUE,
        ),
        Line(
            N_("A question that you answer yourself"),
            N_("Press %(a)s. The visitor needs no counter, and the visit is counted."),
            *HOST,
            (Button(N_("Helped on the spot")),),
            QUEUE,
        ),
        Line(N_("A group comes"), N_("Open %(a)s."), *HOST, (Button(N_("Tickets for a group")),), QUEUE),
        Line(
            N_("Somebody leaves"),
            N_("Find their ticket in the hall, open it and press %(a)s."),
            *HOST,
            (Button(N_("Remove from the queue")),),
            QUEUE,
        ),
    ),
    N_("Ask the supervisor of the desk, who sees the whole hall."),
)
SUPERVISOR = Card(
    (
        Line(
            N_("A counter asks for help"),
            N_("It stands at the top of the hall page. Press %(a)s, and go."),
            *HALL,
            (Button(N_("Somebody is on the way")),),
            QUEUE,
        ),
        Line(
            N_("Too many wait"),
            N_("Press %(a)s at a counter: %(b)s, or %(c)s."),
            *HALL,
            (
                Button(N_("Actions")),
                Button(N_("Open the counter")),
                Button(N_("Lend this clerk to a service for today")),
            ),
            QUEUE,
        ),
        Line(
            N_("A service cannot be given today"),
            N_("Press %(a)s, and choose the reason that visitors read."),
            *HALL,
            (Button(N_("Close a service")),),
            QUEUE,
        ),
        Line(
            N_("Tell something to the clerks, or to everybody"),
            N_("%(a)s reaches the clerks; %(b)s in the menu reach the board."),
            *HALL,
            (Button(N_("Line of text to all counters")), Button(N_("Announcements"))),
            QUEUE,
        ),
        Line(
            N_("What is late"),
            N_("%(a)s shows messages and applications whose day has come."),
            "work.index",
            N_("My work"),
            (Button(N_("My work")),),
            ("messages", "boxes", "applications"),
        ),
        END_OF_WEEK,
        Line(
            N_("A new clerk"),
            N_("Let them practise first. What they were trained in stands under %(a)s."),
            "manage_training.index",
            N_("Training"),
            (Button(N_("Training")),),
        ),
    ),
    N_("Ask the admin of the system, or the unit named in the message."),
)
