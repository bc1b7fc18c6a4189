"""Whatever people read on a page or at the desk is marked for translation; nothing bare slips in beside it.

Sentences of refusals are looked at by tests/test_words.py.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.template.base import Lexer, TokenType

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("bounties", "config", "payments", "workers")
# Stands in for Stripe's own pages; speak to who runs a command.
NOT_OURS = ("payments/simulator", "config/local", "bounties/judging/verify.py")

# --- Templates --------------------------------------------------------------------------------------------------------
NAMES = {"Laurel", "· Laurel", "SHA-256", "SHA-256 :", "HTML", "Markdown", "csv", "xlsx", "CSV", "XLSX", "narrow-page"}
OPENS = {"blocktranslate", "blocktrans", "comment", "verbatim"}
UNREAD = re.compile(r"<!--.*?-->|<(script|style|code|kbd)\b.*?</\1>", re.DOTALL)
SPOKEN = re.compile(r'\s(?:title|aria-label|placeholder|alt|data-word-\w+)="([^"]*)"')
ADDRESS = re.compile(r"/[\w/.-]*")


def bare(source: str) -> list[str]:
    """Each text of a template that stands in no translation: between elements, and in attributes that are read out."""
    parts, inside = [], False
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.BLOCK:
            name = token.contents.split()[0]
            inside = (inside or name in OPENS) and not name.startswith("end")
        parts.append(token.contents if token.token_type == TokenType.TEXT and not inside else "\0")
    text = UNREAD.sub("", "".join(parts))
    said = [one.replace("\0", "").strip() for one in [*SPOKEN.findall(text), *re.split(r"<[^>]*>", text)]]
    return [one for one in said if _is_words(one)]


def _is_words(said: str) -> bool:
    letters = re.search(r"[A-Za-z]{2}", re.sub(r"&\w+;", "", said))
    return bool(letters) and said not in NAMES and not ADDRESS.fullmatch(said)


def files(*suffixes: str) -> Iterator[Path]:
    for floor in FLOORS:
        for path in sorted((ROOT / floor).rglob("*")):
            where = str(path.relative_to(ROOT))
            if path.suffix in suffixes and not where.startswith(NOT_OURS):
                yield path


def test_no_template_says_a_word_outside_a_translation():
    templates = [path for path in files(".html", ".svg") if "templates" in path.parts]
    found = {str(path.relative_to(ROOT)): said for path in templates if (said := bare(path.read_text()))}
    assert found == {}


def test_a_bare_word_is_seen_wherever_a_reader_would_read_it():
    source = '{% if a %}<p class="x y">Bare</p>{% endif %}<a title="Read {{ b }}">{% translate "Said" %}</a>'
    assert bare(source) == ["Read", "Bare"]
    assert bare("{% blocktranslate %}All of <b>it</b> is said.{% endblocktranslate %}<script>let no</script>") == []


# --- Python -----------------------------------------------------------------------------------------------------------
READ_BY_PEOPLE = {"label", "help_text", "description", "empty_label", "verbose_name", "verbose_name_plural", "done"}
TOLD = {f"messages.{kind}" for kind in ("success", "error", "info", "warning")}
OF_PROGRAMS = ("api", "migrations", "management")  # the API's own description is English


def literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Each literal where a form, a model, an admin page or a message says something to a person."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        said = [word.value for word in node.keywords if word.arg in READ_BY_PEOPLE]
        if ast.unparse(node.func) in TOLD:
            said += node.args[1:2]
        yield from ((one.lineno, ast.unparse(one)) for one in said if _is_said(one))


def _is_said(value: ast.expr) -> bool:
    """A text with a word in it that is not marked; what an f-string only puts together has none of its own."""
    if isinstance(value, ast.Constant):
        return isinstance(value.value, str) and bool(re.search(r"[A-Za-z]{2}", value.value))
    return isinstance(value, ast.JoinedStr) and any(_is_said(one) for one in value.values)


# Read by nobody: what a purse, a line at Stripe or a contest of a feed is called is data, kept as it is.
KEPT = {
    "bounties/challenges/importing.py": ["'All prizes'"],
    "payments/disputes/paying.py": ["'What is owed for a payment that its bank took back'"],
}


def test_no_form_model_desk_or_message_says_an_unmarked_sentence():
    found: dict[str, list[str]] = {}
    for path in files(".py"):
        where = str(path.relative_to(ROOT))
        if not any(part in where for part in OF_PROGRAMS):
            bare_ones = [said for _line, said in literals(ast.parse(path.read_text()))]
            if bare_ones and bare_ones != KEPT.get(where):
                found[where] = bare_ones
    assert found == {}


def test_a_literal_is_seen_and_a_mark_is_not():
    source = """
Field(label="Bare", help_text=_("Said"))
messages.success(request, f"{name} is bare.")
Place(label=f"{a}: {b}")
"""
    assert [said for _line, said in literals(ast.parse(source))] == ["'Bare'", "f'{name} is bare.'"]
