"""What the terminal says once the server listens: where everything is and how to sign in."""

from flask import Flask

from deskq.cli import demo_password
from deskq.demo.catalogue import PEOPLE

PLACES = (
    ("kiosk", "/kiosk", "a visitor takes a token"),
    ("lobby", "/lobby", "the hall sees and hears the call"),
    ("counter", "/counters", "a clerk calls and serves"),
    ("manager", "/manage", "the hall live, devices, people"),
)


def show(app: Flask, host: str, port: int) -> None:
    address = f"http://{'[' + host + ']' if ':' in host else host}:{port}"
    lines = [f"  {name:<8} {address}{path:<10} {what}" for name, path, what in PLACES]
    print("\n".join(["", "deskq is open:", *lines]), flush=True)
    if app.config["DEMO"]:
        with app.app_context():
            password, _ = demo_password()
        names = ", ".join(name for name, _, role in PEOPLE if role == "clerk")
        print(f"\n  sign in as {names} (clerks), supervisor or admin\n  password: {password}\n", flush=True)
