"""Saves the settings of a kind of alert."""

from dataclasses import asdict

from deskq.alerts.events import AlertSettingsChanged
from deskq.alerts.models import AlertSetting
from deskq.alerts.queries import stored
from deskq.alerts.rules import Settings
from deskq.core.errors import NotFound
from deskq.core.transactions import transaction


def save(office_id: int, by: str, kind: str, new: Settings) -> None:
    with transaction(office_id, by) as tx:
        before = stored.settings(tx.session, office_id).get(kind)
        if before is None:
            raise NotFound
        was, values = asdict(before), asdict(new)
        changes = {name: [was[name], value] for name, value in values.items() if was[name] != value}
        row = tx.session.get(AlertSetting, (office_id, kind)) or AlertSetting(office_id=office_id, kind=kind)
        for name, value in values.items():
            setattr(row, name, value)
        tx.session.add(row)
        if changes:
            tx.record(AlertSettingsChanged(kind, changes))
