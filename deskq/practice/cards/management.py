"""Cards of those who decide and set up: mayor and deputies, managers of several offices, admins."""

from deskq.core.errors import N_
from deskq.practice.cards.hall import END_OF_WEEK, LOOK_AT_HALL
from deskq.practice.cards.rules import Button, Card, Line

WORK = ("work.index", N_("My work"))
SAVED = ("saved_reports.index", N_("Saved reports"))
HALF_YEARS = ("manage_half_year.index", N_("Half-year reports"))
ADMIN_HELP = N_("Ask the admin of the system.")

EXECUTIVE = Card(
    (
        Line(
            N_("Begin the day"),
            N_("%(a)s has what was escalated to you, and how the town does."),
            *WORK,
            (Button(N_("My work")),),
        ),
        LOOK_AT_HALL,
        Line(
            N_("What is late, and in which unit"),
            N_("Open %(a)s or %(b)s."),
            "manage_message_report.page",
            N_("Messages in figures"),
            (Button(N_("Messages in figures")), Button(N_("Applications in figures"))),
            ("messages", "boxes"),
        ),
        Line(
            N_("Put reports of the month into your mail"),
            N_("Ask the supervisor to save the report under %(a)s and to add you."),
            *SAVED,
            (Button(N_("Saved reports")),),
        ),
        Line(
            N_("Publish the half-year"),
            N_("Read the report, then press %(a)s. Everybody can read it from then on."),
            *HALF_YEARS,
            (Button(N_("Publish…")),),
            ("half_year",),
        ),
    ),
    ADMIN_HELP,
)
REGIONAL = Card(
    (
        Line(
            N_("Compare your offices"),
            N_("Open %(a)s in the menu under your name."),
            "offices.index",
            N_("Your offices"),
            (Button(N_("Your offices")),),
        ),
        LOOK_AT_HALL,
        END_OF_WEEK,
        Line(
            N_("Keep a report"),
            N_("Open %(a)s: there are the reports that others have saved."),
            *SAVED,
            (Button(N_("Saved reports")),),
        ),
    ),
    ADMIN_HELP,
)
ADMIN = Card(
    (
        Line(
            N_("Is everything well?"),
            N_("%(a)s shows what the system found, and what to do about it."),
            "manage_doctor.index",
            N_("Health"),
            (Button(N_("Health")),),
        ),
        Line(
            N_("Somebody cannot sign in"),
            N_("Open %(a)s and press %(b)s, or give a new password on the page of the person."),
            "manage_sign_ins.index",
            N_("Sign-ins"),
            (Button(N_("Sign-ins")), Button(N_("Unlock"))),
        ),
        Line(
            N_("Somebody comes or goes"),
            N_("Press %(a)s for somebody new. For somebody who leaves, open their page and untick %(b)s."),
            "manage_people.index",
            N_("People"),
            (Button(N_("Add a person")), Button(N_("Can sign in"))),
        ),
        Line(
            N_("A kiosk, a board or a tablet does not work"),
            N_("%(a)s shows since when. A new one is connected by its code with %(b)s."),
            "manage_devices.index",
            N_("Devices"),
            (Button(N_("Devices")), Button(N_("Pair"))),
        ),
        Line(
            N_("A holiday, or other hours"),
            N_("Enter it under %(a)s before the day."),
            "manage_calendar.index",
            N_("Calendar"),
            (Button(N_("Calendar")),),
        ),
        Line(
            N_("Something in the set-up went wrong"),
            N_("%(a)s lists each change with %(b)s."),
            "manage_setup.index",
            N_("Steps"),
            (Button(N_("Changes of the set-up")), Button(N_("Undo"))),
        ),
    ),
    N_("The guide for administrators lies beside the program (docs/). “Health” says what to do about each problem."),
)
