"""The page of a Checkout Session, and 3D Secure of a PaymentIntent that was confirmed without one."""

from html import escape

from starlette.responses import RedirectResponse, Response

from payments.simulator.act import Act
from payments.simulator.hosted.frame import fill, missing, notice, page, shown
from payments.simulator.resources import paying, payment_intents
from payments.simulator.resources.attempts import Means, Outcome
from payments.simulator.resources.cards import Card, card_of
from payments.simulator.resources.debits import DEBITS, METHODS
from payments.simulator.store import Document

Fields = dict[str, str]


def checkout(act: Act, key: str, fields: Fields) -> Response:
    """Ask, and try what the payer answers."""
    session = act.store.find("checkout.session", key)
    if session is None:
        return missing("Nothing to pay")
    if session["status"] != "open":
        return _closed(session)
    if not fields:
        return _asking(act, session)
    means = _means(session, fields)
    if means is None:
        return _asking(act, session, "Your card number is incomplete.", status=400)
    return _attempt(act, session, means, fields)


def _attempt(act: Act, session: Document, means: Means, fields: Fields) -> Response:
    outcome = paying.pay(act, session, means, authentication=fields.get("authentication", ""))
    if outcome in {Outcome.PAID, Outcome.PROCESSING}:
        return RedirectResponse(_success(session), 303)
    if outcome is Outcome.ASKS_FOR_3DS:
        card = card_of(fields["card"])
        return _authentication(session["amount_total"], session["currency"], card, _cancel(session))
    intent = act.get("payment_intent", session["payment_intent"], param="id")
    return _asking(act, session, intent["last_payment_error"]["message"], status=402)


def _asking(act: Act, session: Document, message: str = "", *, status: int = 200) -> Response:
    total = shown(session["amount_total"], session["currency"])
    rows = "\n".join(_row(item) for item in act.store.hidden(session["id"])["line_items"])
    holes = {"notice": notice(message), "rows": rows, "total": total, "cancel": _cancel(session)}
    holes["debit"] = fill("debit") if _takes_debits(session) else ""
    return page(f"Pay {total}", fill("checkout", **holes), status=status)


def _closed(session: Document) -> Response:
    if session["status"] == "expired":
        return page("This payment page has expired", "<p>Nothing was charged. Ask for a new link.</p>", status=410)
    if session["payment_status"] == "unpaid":
        return page("On its way", "<p>Your bank has been asked for the money. It answers within days.</p>")
    back = escape(_success(session))
    return page("Already paid", f'<p>Thank you. There is nothing more to pay. <a href="{back}">Go back</a></p>')


def _success(session: Document) -> str:
    return str(session["success_url"]).replace("{CHECKOUT_SESSION_ID}", session["id"])


def _cancel(session: Document) -> str:
    if not session["cancel_url"]:
        return ""
    return f'<p><a href="{escape(session["cancel_url"])}">Cancel and go back</a></p>'


def _takes_debits(session: Document) -> bool:
    method, allowed = METHODS.get(session["currency"]), session["allowed_payment_method_types"]
    return method is not None and (allowed is None or method in allowed)


def _means(session: Document, fields: Fields) -> Means | None:
    if _takes_debits(session) and fields.get("debit") in DEBITS:
        return DEBITS[fields["debit"]]
    return card_of(fields["card"]) if fields.get("card") else None


def _authentication(amount: int, currency: str, card: Card, cancel: str) -> Response:
    holes = {"total": shown(amount, currency), "last4": card.number[-4:], "card": card.number, "cancel": cancel}
    return page("Complete authentication", fill("authentication", **holes))


def _row(item: Document) -> str:
    amount = shown(item["amount_total"], item["currency"])
    return (
        f"<tr><td>{escape(item['description'] or '')}</td><td>{escape(str(item['quantity']))}</td>"
        f'<td class="money">{amount}</td></tr>'
    )


def authentication(act: Act, key: str, fields: Fields) -> Response:
    """3D Secure of an intent; then back to its `return_url`."""
    intent = act.store.find("payment_intent", key)
    if intent is None or intent["status"] != "requires_action":
        return missing("Nothing to authenticate")
    card = card_of(act.store.hidden(intent["payment_method"])["number"])
    if fields.get("authentication") not in {"complete", "fail"}:
        return _authentication(intent["amount"], intent["currency"], card, "")
    back = act.store.hidden(key).get("return_url")
    payment_intents.authenticate(act, intent, fields["authentication"])
    if back:
        mark = "&" if "?" in back else "?"
        return RedirectResponse(f"{back}{mark}payment_intent={key}", 303)
    return page("Thank you", "<p>You can close this page.</p>")


def receipt(act: Act, key: str, fields: Fields) -> Response:
    """What was paid, and what came back."""
    charge = act.store.find("charge", key)
    if charge is None or not charge["receipt_url"]:
        return missing("No such receipt")
    paid, back = (shown(charge[name], charge["currency"]) for name in ("amount", "amount_refunded"))
    return page("Receipt", f"<p>Paid: {paid}. Refunded: {back}.</p><p>Reference: {charge['id']}</p>")
