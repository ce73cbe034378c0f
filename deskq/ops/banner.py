"""The text in the terminal once the server listens: addresses of the pages, and how to sign in to the demo."""

from flask import Flask

from deskq.core.db import availability
from deskq.core.extensions import db
from deskq.demo.catalogue import PEOPLE
from deskq.demo.password import demo_password
from deskq.setup import queries as setup_queries
from deskq.setup.setup_code import setup_code

PLACES = (
    ("home", "/", "what citizens can do from anywhere"),
    ("kiosk", "/kiosk", "visitors take a ticket"),
    ("lobby", "/lobby", "calls shown and announced in the hall"),
    ("counter", "/counters", "clerks call and serve visitors"),
    ("manager", "/manage", "hall page, devices, people"),
    ("citizen", "/messages/new", "requests, complaints, thanks; tracked at /track"),
    ("operator", "/intake", "calls to 137"),
    ("units", "/inbox", "messages by due date"),
    ("permits", "/applications", "applications and their stages"),
    ("results", "/published", "figures and half-year reports for citizens"),
)
PAPER = ("paper", "/kiosk/paper", "output of the simulated printer")


def show_setup_if_known(app: Flask) -> None:
    """``show_setup``, or nothing while the database does not answer."""
    with app.app_context():
        try:
            show_setup(app)
        except Exception as fault:
            if not availability.is_outage(fault):
                raise
        finally:
            db.session.remove()


def show_setup(app: Flask) -> None:
    """In a new installation, print the address of the set-up and its code. Needs an application context."""
    if setup_queries.needs_first_admin(db.session()):
        code, address = setup_code(app.config["SECRET_KEY"]), app.config["PUBLIC_URL"]
        print(f"\n  deskq is not set up yet. Open {address}/setup\n  set-up code: {code}\n", flush=True)


def show(app: Flask, host: str, port: int) -> None:
    address = f"http://{'[' + host + ']' if ':' in host else host}:{port}"
    fake = app.config["DEMO"] and "fake" in str(app.config["PRINTER"])
    places = (*PLACES, PAPER) if fake else PLACES
    lines = [f"  {name:<8} {address}{path:<13} {what}" for name, path, what in places]
    print("\n".join(["", "deskq is running:", *lines]), flush=True)
    show_setup_if_known(app)
    if app.config["DEMO"]:
        with app.app_context():
            password, _ = demo_password()
        clerks = ", ".join(name for name, _, _, role in PEOPLE if role == "clerk")
        others = ", ".join(name for name, _, _, role in PEOPLE if role != "clerk")
        print(f"\n  sign in as {clerks} (clerks)\n  or {others}\n  password: {password}\n", flush=True)
