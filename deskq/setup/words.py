"""Sentences of findings: {kind: (the finding, its consequence or what to do)}."""

from deskq.core.errors import N_

BACK_UP = N_(
    "The administrator of the server makes one with “flask backup”, or sets DESKQ_BACKUP_FOLDER for nightly backups."
)
FINDINGS = {
    "service_unserved": (
        N_("No counter serves “%(service)s”."),
        N_("The kiosk does not show it. Assign it to a counter, or stop offering it."),
    ),
    "service_unskilled": (
        N_("Nobody may serve “%(service)s”."),
        N_("Counters serve it, but no active clerk has it among their services."),
    ),
    "service_one_person": (
        N_("Only %(person)s may serve “%(service)s”."),
        N_("On their day off nobody can serve it. Give the service to another person, too."),
    ),
    "counter_idle": (N_("Counter %(counter)s has no services."), N_("It cannot call anybody.")),
    "counter_nowhere": (
        N_("Counter %(counter)s has no room and no floor."),
        N_("Tickets and calls cannot say where it is."),
    ),
    "person_locked": (
        N_("%(person)s cannot sign in at the moment."),
        N_("There were too many wrong passwords. Unlock them, or give a new password."),
    ),
    "person_never_in": (
        N_("%(person)s has not signed in yet."),
        N_("Perhaps the password did not reach them. You can give a new one."),
    ),
    "people_never_in": (
        N_("%(count)s people have not signed in yet."),
        N_("Perhaps their passwords did not reach them. You can give new ones."),
    ),
    "training_ended": (
        N_("The training “%(subject)s” of %(person)s ended on %(day)s."),
        N_("Enter its renewal, or plan one."),
    ),
    "training_soon": (
        N_("The training “%(subject)s” of %(person)s ends on %(day)s."),
        N_("There is time to plan its renewal."),
    ),
    "trainings_ended": (N_("%(count)s trainings have ended."), N_("The training register lists them first.")),
    "trainings_soon": (
        N_("%(count)s trainings end within 30 days."),
        N_("The training register lists them after those that have ended."),
    ),
    "training_none": (
        N_("%(person)s has no training in the register."),
        N_("Enter the trainings that this clerk has had."),
    ),
    "trainings_none": (
        N_("%(count)s clerks have no training in the register."),
        N_("Enter the trainings that they have had."),
    ),
    "report_near": (
        N_("The half-year report is announced for %(day)s."),
        N_("There is time to code what is left, and to publish it on that day."),
    ),
    "report_missed": (
        N_("The half-year report was announced for %(day)s and is not published."),
        N_("Publish it, or announce another day."),
    ),
    "no_kiosk": (N_("No kiosk is paired."), N_("Visitors cannot take a ticket by themselves.")),
    "no_lobby": (N_("No lobby board is paired."), N_("Calls are neither shown nor heard.")),
    "device_unseen": (N_("“%(device)s” has never been seen."), N_("Switch it on, or unpair it.")),
    "device_silent": (N_("“%(device)s” has been silent for %(days)s days."), N_("Switch it on, or unpair it.")),
    "no_hours": (N_("There are no opening hours."), N_("While the office is closed, no tickets are issued.")),
    "hours_end": (N_("The opening hours end on %(day)s."), N_("After that day the office is closed. Add new hours.")),
    "service_hours_outside": (
        N_("“%(service)s” has hours on a day on which the office is closed."),
        N_("A service cannot be open while the office is closed."),
    ),
    "no_backup": (N_("No backup has been made yet."), BACK_UP),
    "old_backup": (
        N_("The last backup is %(days)s days old."),
        BACK_UP,
    ),
    "local_address": (
        N_("The address in QR codes is that of this machine only."),
        N_("Phones cannot open it. The administrator of the server has to set DESKQ_PUBLIC_URL."),
    ),
    "board_unreadable": (
        N_("The lobby board is too far away to read."),
        N_("Choose a larger screen or a shorter distance."),
    ),
}
