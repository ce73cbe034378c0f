"""The form that completes a complaint or praise made by one tap."""

from deskq.portal.forms import Line, Short, Words
from deskq.web.forms import Form


class FollowupForm(Form):
    words: Words = ""
    name: Line = ""
    phone: Short = ""
