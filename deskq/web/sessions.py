"""The session of a browser, in a signed cookie."""

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface


class SignedCookie(SecureCookieSessionInterface):
    """Flask's session interface. For a request without the cookie, such as every request of a machine, no verification
    is prepared."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)
