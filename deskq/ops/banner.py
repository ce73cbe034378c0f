"""What the terminal says once the server listens: where everything is and how to sign in."""

from flask import Flask

from deskq.demo.catalogue import PEOPLE
from deskq.demo.cli import demo_password

PLACES = (
    ("kiosk", "/kiosk", "a visitor takes a token"),
    ("lobby", "/lobby", "the hall sees and hears the call"),
    ("counter", "/counters", "a clerk calls and serves"),
    ("manager", "/manage", "the hall live, devices, people"),
    ("citizen", "/messages/new", "requests, complaints, thanks; /track follows them"),
    ("operator", "/intake", "calls to 137"),
    ("units", "/inbox", "what citizens wrote, by what is due"),
)
PAPER = ("paper", "/kiosk/paper", "what the printer that is not there prints")


def show(app: Flask, host: str, port: int) -> None:
    address = f"http://{'[' + host + ']' if ':' in host else host}:{port}"
    fake = app.config["DEMO"] and "fake" in str(app.config["PRINTER"])
    places = (*PLACES, PAPER) if fake else PLACES
    lines = [f"  {name:<8} {address}{path:<13} {what}" for name, path, what in places]
    print("\n".join(["", "deskq is open:", *lines]), flush=True)
    if app.config["DEMO"]:
        with app.app_context():
            password, _ = demo_password()
        clerks = ", ".join(name for name, _, role in PEOPLE if role == "clerk")
        others = ", ".join(name for name, _, role in PEOPLE if role != "clerk")
        print(f"\n  sign in as {clerks} (clerks)\n  or {others}\n  password: {password}\n", flush=True)
