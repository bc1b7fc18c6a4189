"""Two servers and a courier in one event loop, until a signal ends them."""

import asyncio
import contextlib
import json
import signal
import socket
import sys
from dataclasses import replace

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

from payments.simulator.app import api
from payments.simulator.control.desk import control
from payments.simulator.delivery import Courier
from payments.simulator.ids import new_id
from payments.simulator.options import Options
from payments.simulator.store import Store
from payments.simulator.waking import Waker

GRACE_SECONDS = 1
KEEP_SECONDS = 600  # uvicorn's five let it close a pooled connection at the moment in which a busy client uses it again


class DroppableProtocol(H11Protocol):
    """Shows each request its transport, so that a fault can cut the connection without an answer."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}


class Server(uvicorn.Server):
    """A uvicorn that leaves signals to us: two of them share one process."""

    @contextlib.contextmanager
    def capture_signals(self):  # type: ignore[no-untyped-def]
        yield


def listen(host: str, port: int) -> socket.socket:
    """Bound before anything else. The protocol is named because asyncio sets TCP_NODELAY only where it is."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((host, port))
    return bound


def address(bound: socket.socket) -> str:
    host, port = bound.getsockname()
    return f"http://{host}:{port}"


async def serve(options: Options, api_socket: socket.socket, control_socket: socket.socket) -> None:
    """Serve until SIGTERM or SIGINT; says where on one line of standard output once it does."""
    options = replace(options, base_url=options.base_url or address(api_socket))
    store, waker = Store(options.state), Waker()
    with store.transaction():
        store.set("platform", store.setting("platform") or new_id("acct"))
    apps = ((api(store, options, waker), api_socket), (control(store, options, waker), control_socket))
    servers = [(_server(app), bound) for app, bound in apps]
    running = [asyncio.create_task(server.serve(sockets=[bound])) for server, bound in servers]
    courier = asyncio.create_task(Courier(store, options, waker).run())
    stop = _stop_on_signals()
    while not all(server.started for server, _ in servers):
        await asyncio.sleep(0.005)
    sys.stdout.write(json.dumps({"api": address(api_socket), "control": address(control_socket)}) + "\n")
    sys.stdout.flush()
    await asyncio.wait([asyncio.create_task(stop.wait()), courier, *running], return_when=asyncio.FIRST_COMPLETED)
    if courier.done():
        courier.result()  # it never ends by itself: raise why it did
    courier.cancel()
    for server, _ in servers:
        server.should_exit = True
    await asyncio.gather(*running)


def _server(app: Starlette) -> Server:
    config = uvicorn.Config(
        app,
        http=DroppableProtocol,
        lifespan="off",
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_keep_alive=KEEP_SECONDS,
    )
    return Server(config)


def _stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop
