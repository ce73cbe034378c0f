"""Sentences about faults of anchors, and what to do."""

from deskq.core.errors import N_
from deskq.core.outages import Outage
from deskq.journal_proof import store
from deskq.journal_proof.chain import BrokenChain
from deskq.journal_proof.comparison import Difference

PART = "anchors"
CUT = N_("The journal of office %(office)s is shorter than it was: the anchored row %(row)s is missing.")
REWRITTEN = N_(
    "The journal of office %(office)s was rewritten in rows %(first)s to %(row)s: the last of them is not what was "
    "anchored."
)
BROKEN = N_("The anchors in %(file)s were changed: line %(line)s is not what deskq wrote.")
FILE_CUT = N_("Anchors are missing at the end of %(file)s.")
WRONG_KEY = N_("The key in %(key)s does not belong to the anchors in %(file)s.")
UNUSABLE = N_("The anchors in %(file)s cannot be read or written: %(reason)s.")
ANEW = N_("If a backup was restored or the key was lost: %(command)s. Else find out who had access to the server.")
LOOK_AT_FOLDER = N_("Check the folder and its permissions.")
COMMAND = "flask anchor-key --new"


def of_difference(found: Difference) -> Outage:
    text = CUT if found.how == "cut" else REWRITTEN
    values = {"office": found.office_id, "row": found.sequence, "first": found.fits_until + 1}
    return Outage(f"journal-{found.how}", text, values)


def of_fault(error: Exception) -> Outage:
    """What a fault that ``store.anchors`` raises means, in words."""
    file = str(store.path())
    if isinstance(error, BrokenChain):
        return Outage("anchors-changed", BROKEN, {"file": file, "line": error.line})
    if isinstance(error, store.AnchorsCut):
        return Outage("anchors-cut", FILE_CUT, {"file": file})
    if isinstance(error, store.WrongKey):
        return Outage("anchors-key", WRONG_KEY, {"file": file, "key": "anchor_key"})
    reason = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
    return Outage("anchors-unusable", UNUSABLE, {"file": file, "reason": reason})
