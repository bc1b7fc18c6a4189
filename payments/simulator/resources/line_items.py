"""Line items of a Checkout Session, each with a price made on the spot."""

from typing import Any

from payments.simulator.act import Act
from payments.simulator.amounts import currency, positive
from payments.simulator.errors import StripeRefusal, missing_param, no_such
from payments.simulator.ids import new_id
from payments.simulator.store import Document
from payments.simulator.templates import fresh


def line_items(act: Act, given: list[dict[str, Any]]) -> list[Document]:
    """The items priced and summed, all in one currency."""
    items = [_line_item(act, item, f"line_items[{place}]") for place, item in enumerate(given)]
    if len({item["currency"] for item in items}) > 1:
        raise StripeRefusal("All line items must have the same currency.", param="line_items")
    return items


def _line_item(act: Act, item: dict[str, Any], param: str) -> Document:
    if "price" in item:
        raise no_such("price", item["price"], param=f"{param}[price]")
    if "price_data" not in item:
        raise missing_param(f"{param}[price_data]")
    if "quantity" not in item:
        raise missing_param(f"{param}[quantity]")
    quantity = _quantity(item["quantity"], f"{param}[quantity]")
    price = _price(act, item["price_data"], f"{param}[price_data]")
    total = price["unit_amount"] * quantity
    return fresh(
        "line_item",
        id=new_id("li"),
        currency=price["currency"],
        description=item["price_data"]["product_data"]["name"],
        amount_subtotal=total,
        amount_total=total,
        price=price,
        quantity=quantity,
    )


def _quantity(given: float, param: str) -> int:
    if given != int(given):
        raise StripeRefusal(f"Invalid integer: {given}", code="parameter_invalid_integer", param=param)
    return positive(int(given), param=param)


def _price(act: Act, data: dict[str, Any], param: str) -> Document:
    if "unit_amount" not in data:
        raise missing_param(f"{param}[unit_amount]")
    if "product_data" not in data:
        raise missing_param(f"{param}[product_data]")
    if data["unit_amount"] < 0:
        message = "This value must be greater than or equal to 0."
        raise StripeRefusal(message, code="parameter_invalid_integer", param=f"{param}[unit_amount]")
    return fresh(
        "price",
        id=new_id("price"),
        product=new_id("prod"),
        created=act.at,
        currency=currency(data["currency"], param=f"{param}[currency]"),
        unit_amount=data["unit_amount"],
        unit_amount_decimal=str(data["unit_amount"]),
    )
