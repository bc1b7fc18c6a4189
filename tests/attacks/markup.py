"""What a browser would make of an answer: the elements, attributes and links that came from somebody's words."""

from html.parser import HTMLParser

from tests.attacks.poisoning import MARK

LINKS = {"href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcset", "cite", "background"}
LOADED = {"src", "srcset", "poster", "data", "background"}  # without a click
OPENING = {"style", "srcdoc"}  # what they hold is read as code
RUNNING = ("javascript:", "data:text", "vbscript:")


class Page(HTMLParser):
    """Collects what poison became."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.harm: list[str] = []
        self.inside = ""
        self.is_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag if tag in ("script", "style") else ""
        self.is_data = ("type", "application/ld+json") in attrs
        if MARK in tag:
            self.harm.append(f"<{tag}>")
        for name, value in attrs:
            said = "".join((value or "").split()).lower()
            if MARK in name or name.startswith("on") or name in OPENING or (name, said) == ("http-equiv", "refresh"):
                self.harm.append(f"<{tag} {name}>")
            if name in LINKS and said.startswith(RUNNING):
                self.harm.append(f"<{tag} {name}={said[:60]}>")
            if name in LOADED and f"{MARK}.example" in said:
                self.harm.append(f"<{tag} {name}={said[:60]}>")

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside and MARK in data and not (self.is_data and "<" not in data):
            self.harm.append(f"<{self.inside}> {data[:80]}")


def harm_in(content: str) -> list[str]:
    """Elements, attributes and links that somebody's words became, in this page or drawing."""
    page = Page()
    page.feed(content)
    page.close()
    return sorted(set(page.harm))
