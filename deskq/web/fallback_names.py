"""On English pages a name without English is shown in Persian, with its language and direction.

Templates write ``{{ one.name|named }}`` everywhere. Where it is text of the page, and not inside a tag, an option or
a title, the compiler of templates takes the filter ``named_element`` instead, which adds the mark.
"""

import re

from flask import Flask
from jinja2 import Environment
from jinja2.ext import Extension
from markupsafe import Markup

from deskq.core.text.names import Name
from deskq.web import filters
from deskq.web.i18n import language

TOKEN = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<!--.*?-->|</?[a-zA-Z][\w-]*|>", re.DOTALL)
#: A name and nothing else: what is computed further may go into an attribute.
ALONE = re.compile(r"(\{\{-?\s*[\w.\[\]'\"]+\|named)(\s*-?\}\})")
#: What is kept by these may be written into an attribute later.
BEGINS_PART = re.compile(r"\{%-?\s*(macro\s|set\s+\w+\s*-?%\})")
ENDS_PART = re.compile(r"\{%-?\s*(endmacro|endset)\b")
#: Elements that hold text only.
TEXT_ONLY = ("option", "title", "textarea", "script", "style")


def named_element(name: Name | None) -> str | Markup:
    if name is None or language() == "fa" or name.en or not name.fa:
        return filters.named(name)
    return Markup('<span lang="fa" dir="rtl">{}</span>').format(name.fa)


class FallbackNames(Extension):
    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        if "|named" not in source or not (name or "").endswith(".html"):
            return source
        is_in_tag, element, parts = False, "", 0

        def rewritten(token: re.Match[str]) -> str:
            nonlocal is_in_tag, element, parts
            text = token[0]
            if text.startswith("{{") and not (is_in_tag or parts or element in TEXT_ONLY):
                return ALONE.sub(r"\1_element\2", text)
            parts += bool(BEGINS_PART.match(text)) - bool(ENDS_PART.match(text))
            if text == ">":
                is_in_tag = False
            elif text.startswith("<") and not text.startswith("<!"):
                is_in_tag, element = True, text[1:].lower()
            return text

        return TOKEN.sub(rewritten, source)


def init_app(app: Flask) -> None:
    """Before the first template is compiled."""
    environment: Environment = app.jinja_env
    environment.add_extension(FallbackNames)
    environment.filters["named_element"] = named_element
