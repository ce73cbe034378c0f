"""The blueprint of these pages; each module adds its own."""

from flask import Blueprint

blueprint = Blueprint("manage_sheets", __name__, url_prefix="/manage/sheets")
ACT = "sheets.manage"
