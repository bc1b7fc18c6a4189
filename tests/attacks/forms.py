"""The forms of a page, filled in as its reader might: every button of each is a request of its own."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

TYPED = {"email": "new@example.com", "number": "1", "date": "2031-05-04", "datetime-local": "2031-05-04T12:00",
         "url": "https://example.com", "text": "Looked at.", "search": "", "password": "long-enough-7"}  # fmt: skip
Pairs = list[tuple[str, str]]
Attributes = dict[str, str]


@dataclass
class Form:
    """One form of a page: where it goes, what stands in it, and its buttons."""

    action: str
    fields: Pairs = field(default_factory=list)
    buttons: Pairs = field(default_factory=list)

    def requests(self) -> Iterator[Pairs]:
        """What is sent by each button, or by the only one that has no name."""
        for button in self.buttons or [("", "")]:
            yield [*self.fields, *([button] if button[0] else [])]


class Reader(HTMLParser):
    """Collects the forms of a page that are sent by POST."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.named: dict[str, Form] = {}
        self.open: Form | None = None
        self.writing: tuple[Form, str] | None = None
        self.choosing: tuple[Form, str, Pairs] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._begin(given)
        home = self.named.get(given.get("form", "")) or self.open
        if home is None or "disabled" in given:
            return
        match tag:
            case "input":
                home.fields += typed_into(given)
            case "button" if given.get("type") != "button":
                home.buttons.append((given.get("name", ""), given.get("value", "")))
            case "textarea":
                self.writing = (home, given.get("name", ""))
            case "select":
                self.choosing = (home, given.get("name", ""), [])
            case "option" if self.choosing:
                self.choosing[2].append((given.get("value", ""), "yes" if "selected" in given else ""))

    def _begin(self, given: Attributes) -> None:
        self.open = None
        if given.get("method", "").lower() == "post":
            self.open = Form(given.get("action", ""))
            self.forms.append(self.open)
            self.named |= {given["id"]: self.open} if "id" in given else {}

    def handle_data(self, data: str) -> None:
        if self.writing:
            home, name = self.writing
            home.fields.append((name, data.strip("\n") or TYPED["text"]))
            self.writing = None

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        if tag == "textarea" and self.writing:
            self.handle_data("")
        if tag == "select" and self.choosing:
            home, name, options = self.choosing
            chosen = [value for value, is_selected in options if is_selected and value]
            home.fields += [(name, value) for value in (chosen or [value for value, _ in options if value])[:1]]
            self.choosing = None


def typed_into(given: Attributes) -> Pairs:
    """What its reader makes of an input: what stands there, or what such a field takes."""
    name, kind, value = given.get("name", ""), given.get("type", "text"), given.get("value", "")
    if not name or kind in ("file", "submit", "button", "reset", "image"):
        return []
    if kind in ("checkbox", "radio"):
        return [(name, value or "on")] if "checked" in given or "required" in given or kind == "checkbox" else []
    return [(name, value or (given.get("min") if kind == "number" else "") or TYPED.get(kind, ""))]


def forms_of(page: str) -> list[Form]:
    """Every form of a page that is sent by POST."""
    reader = Reader()
    reader.feed(page)
    return reader.forms
