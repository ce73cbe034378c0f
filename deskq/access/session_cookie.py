"""Begins sessions of people, in their cookie. They are read in ``sessions.py``."""

from collections.abc import Mapping

from flask import g, session

from deskq.access import ports, sessions
from deskq.core import clock
from deskq.core import secrets as secrets_core


def sign_in(person: ports.Person, accounts: Mapping[int, int]) -> None:
    """A new session for the person; nothing of the old one is kept. ``accounts``: {id: epoch} of their accounts in
    other offices, as they were when it was decided which steps of signing in are needed."""
    session.clear()
    now = clock.now().timestamp()
    session.update(person=person.id, epoch=person.epoch, began=now, seen=now, key=secrets_core.new()[:12])
    if accounts:
        session[sessions.ACCOUNTS] = {str(account): epoch for account, epoch in accounts.items()}
    g.login = person
    g.pop("person", None)


def renew(person: ports.Person) -> None:
    """Another session for this browser, after something that ended all of this person. It may use the accounts that the
    old one could, and no others."""
    kept = sessions.current()
    sign_in(person, kept.accounts if kept is not None else {})


def add(account: ports.Person) -> None:
    """This session may use the account of its person in an office that they have just made themselves."""
    session[sessions.ACCOUNTS] = {**session.get(sessions.ACCOUNTS, {}), str(account.id): account.epoch}
    g.pop("person", None)
