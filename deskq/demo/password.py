"""The password of the demo users."""

from flask import current_app

import config


def demo_password() -> tuple[str, bool]:
    """(password of the demo users, whether it was generated just now)."""
    given = current_app.config["DEMO_PASSWORD"]
    if given:
        return given, False
    fresh = not (config.INSTANCE / "demo_password").exists()
    return config.kept_secret("demo_password", 9), fresh
