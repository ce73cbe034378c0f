"""Trials at a paired device: it is asked by a cue (``trial_cues.py``) and answers itself."""

from deskq.core.errors import N_, DomainError, InvalidInput, NotFound
from deskq.core.transactions import transaction
from deskq.setup import trial_queries
from deskq.setup.events import TrialAnswered, TrialAsked

#: {step: what its devices may answer}. ``heard``: rung and spoken; ``silent``: the browser may not play sound yet;
#: ``hushed``: it is a quiet hour of the lobby.
RESULTS = {"printing": ("printed",), "sound": ("heard", "silent", "hushed")}


class NoSuchDevice(DomainError):
    slug = "no-such-device"
    title = N_("This device is no longer paired.")


def ask(office_id: int, by: str, step: str, device_id: int) -> int:
    """Ask a device for a trial. Returns its number."""
    with transaction(office_id, by) as tx:
        if all(one.id != device_id for one in trial_queries.devices(tx.session, office_id, step)):
            raise NoSuchDevice
        return tx.record(TrialAsked(step, device_id))


def answer(office_id: int, by: str, device_id: int, step: str, number: int, result: str) -> None:
    """A device says what became of its trial. The first answer counts."""
    if result not in RESULTS[step]:
        raise InvalidInput({"result": N_("Please choose one of the options.")})
    with transaction(office_id, by) as tx:
        found = trial_queries.find(tx.session, office_id, step, number)
        if found is None or found.device.id != device_id:
            raise NotFound
        if found.result is None:
            tx.record(TrialAnswered(number, device_id, result))
