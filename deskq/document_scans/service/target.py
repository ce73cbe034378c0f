"""What a scan belongs to: an application, or the form of one that is about to be opened."""

from dataclasses import dataclass

from deskq.applications.service.edit import Action


@dataclass(frozen=True, slots=True)
class Target:
    """``draft``: the request key of the form, while there is no application yet."""

    office_id: int
    by: str
    person_id: int
    application_id: int | None = None
    draft: str = ""

    @property
    def action(self) -> Action:
        assert self.application_id is not None
        return Action(self.office_id, self.by, self.person_id, self.application_id)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of the scanner of a counter (its number)."""

    counter: int
    token: str
