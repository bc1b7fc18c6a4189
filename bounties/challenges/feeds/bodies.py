"""HTML bodies of strangers to Markdown that is safe to keep: an allow-list first, then a translation."""

import re
from typing import Any

import nh3
from markdownify import ATX, MarkdownConverter

TAGS = {
    "a", "b", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i",
    "li", "ol", "p", "pre", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u",
    "ul",
}  # fmt: skip
WITHOUT_SCHEME = re.compile(r"^www\.[^\s/]+\.[a-z]{2,}(?:/|$)", re.IGNORECASE)
ABSOLUTE = re.compile(r"^(?:https?|mailto):", re.IGNORECASE)
DEEPEST_SECTION = 3  # our own sections are level 2, so a body's headings start one below


def to_markdown(html: str) -> str:
    """The body as Markdown; images, scripts and styles are gone, links that lead nowhere are kept as their text."""
    clean = nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, attribute_filter=_usable_link, link_rel=None)
    markdown = _Converter(heading_style=ATX, bullets="-").convert(clean)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", markdown)).strip()


def _usable_link(tag: str, attribute: str, value: str) -> str | None:
    """Absolute links as they are, `www.…` with a scheme; relative ones and template placeholders are dropped."""
    link = value.strip()
    if WITHOUT_SCHEME.match(link):
        return f"https://{link}"
    return link if ABSOLUTE.match(link) and "{{" not in link else None


class _Converter(MarkdownConverter):
    """Keeps angle brackets of the text as text, and headings below our own."""

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """A `<` that a person typed must not become HTML in some other reader of this Markdown."""
        escaped: str = super().escape(text, parent_tags)  # type: ignore[misc]  # its stub leaves this out
        return escaped.replace("<", "&lt;")

    def convert_hN(self, n: int, el: Any, text: str, parent_tags: set[str]) -> str:  # noqa: N802 - markdownify's name
        """Headings of a body stay below the section that holds them."""
        heading: str = super().convert_hN(max(n, DEEPEST_SECTION), el, text, parent_tags)  # type: ignore[misc]
        return heading
