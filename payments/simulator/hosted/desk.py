"""Which address is which hosted page; each is shown, and its form taken, in one transaction."""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from payments.simulator import clock, timers
from payments.simulator.act import Act
from payments.simulator.hosted import accounts, checkout
from payments.simulator.hosted.frame import HTML, page
from payments.simulator.options import Options
from payments.simulator.store import Store
from payments.simulator.waking import Waker

Page = Callable[[Act, str, dict[str, str]], Response]

PAGES: dict[str, Page] = {
    "/c/pay/{id}": checkout.checkout,
    "/3ds/{id}": checkout.authentication,
    "/receipts/{id}": checkout.receipt,
    "/setup/{id}": accounts.setup,
    "/express/{id}": accounts.dashboard,
}


class PageDesk:
    """Shows the pages and takes their forms."""

    def __init__(self, store: Store, options: Options, waker: Waker) -> None:
        self.store, self.options, self.waker = store, options, waker
        self.routes = [
            Route("/", front),
            Route("/pages.css", styles),
            Route("/favicon.ico", no_icon),
            *(Route(path, self.taking(page), methods=["GET", "POST"]) for path, page in PAGES.items()),
        ]

    def taking(self, page: Page) -> Callable[[Request], Any]:
        async def endpoint(request: Request) -> Response:
            form = await request.form()
            fields = {name: str(value) for name, value in form.items()}
            if request.method == "POST":
                fields.setdefault("submitted", "yes")  # an empty form is an answer too
            with self.store.transaction():
                timers.run_due(self.store, self.options)
                act = Act(self.store, self.options, clock.now(self.store))
                response = page(act, request.path_params["id"], fields)
            self.waker.wake()
            return response

        return endpoint


async def front(request: Request) -> Response:
    return page(
        "A simulated Stripe", "<p>It answers the official library, and hosts the pages that a payment links to.</p>"
    )


async def styles(request: Request) -> Response:
    return Response((HTML / "pages.css").read_text(), media_type="text/css")


async def no_icon(request: Request) -> Response:
    return Response(status_code=204)
