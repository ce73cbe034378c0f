"""Command that adds the first person of an office, its administrator, only while the office has no people."""

from deskq.core.errors import N_, DomainError
from deskq.core.transactions import transaction
from deskq.staff import queries, service
from deskq.staff.models import Person
from deskq.staff.service import NewPerson


class SomebodyThere(DomainError):
    slug = "already-set-up"
    title = N_("This installation has an administrator already. Please sign in.")


def create_first_admin(office_id: int, sign_in_name: str, name: str, name_en: str, password: str, by: str) -> Person:
    """If several are added at once, one succeeds and the others raise ``SomebodyThere``."""
    with transaction(office_id, by) as tx:
        if queries.people(tx.session, office_id):
            raise SomebodyThere
        return service.create_person(office_id, NewPerson(sign_in_name, name, "admin", password, name_en=name_en), by)
