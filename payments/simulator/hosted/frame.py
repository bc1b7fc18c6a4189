"""The frame around any hosted page, and how money is written in it."""

from decimal import Decimal
from html import escape
from pathlib import Path
from string import Template

from starlette.responses import HTMLResponse

HTML = Path(__file__).parent / "html"
DECIMALS = dict.fromkeys(("bhd", "jod", "kwd", "omr", "tnd"), 3) | dict.fromkeys(
    ("bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf"), 0
)


def page(title: str, content: str, *, status: int = 200) -> HTMLResponse:
    """`content` is HTML."""
    return HTMLResponse(fill("page", title=escape(title), content=content), status)


def missing(title: str) -> HTMLResponse:
    return page(title, "<p>This page does not exist.</p>", status=404)


def fill(name: str, **holes: str) -> str:
    return Template((HTML / f"{name}.html").read_text()).substitute(holes)


def notice(message: str) -> str:
    return f'<p class="notice" role="alert">{escape(message)}</p>' if message else ""


def shown(amount: int, currency: str) -> str:
    """Minor units as people read them."""
    places = DECIMALS.get(currency, 2)
    return f"{Decimal(amount).scaleb(-places):,.{places}f} {currency.upper()}"
