"""Presses that wait for the lock together, and what they stored."""

import threading

import pytest
from flask import current_app
from sqlalchemy import select

from deskq.core import secrets
from deskq.core.db import journal_check, writing
from deskq.core.extensions import db
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue

PATIENCE = 20


@pytest.fixture
def together(anywhere):
    """``together(press, press)``: all wait for the lock before the first begins, in this order. Their errors."""

    def run(*presses):
        errors = [None] * len(presses)
        lock, app = writing._lock(db.engine, anywhere), current_app._get_current_object()

        def work(index, press):
            with app.app_context():
                try:
                    press()
                except Exception as error:
                    errors[index] = type(error)
                finally:
                    db.session.remove()

        with lock:
            threads = [threading.Thread(target=work, args=each) for each in enumerate(presses)]
            for waiting, thread in enumerate(threads, 1):
                thread.start()
                while len(lock._waiting) < waiting:
                    assert thread.is_alive(), errors
                    thread.join(0.001)
        for thread in threads:
            thread.join(PATIENCE)
            assert not thread.is_alive()
        db.session.remove()
        return errors

    return run


@pytest.fixture
def take(anywhere):
    return lambda: issue(anywhere, "test", NewTicket("renewal_levy", secrets.new()))


def codes():
    return list(db.session.scalars(select(Ticket.code).order_by(Ticket.id)))


def numbers():
    return list(db.session.scalars(select(Ticket.number).order_by(Ticket.id)))


def is_intact(office):
    return journal_check.first_broken(db.session(), office) is None
