"""What the process is told at its start."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A webhook endpoint: platform events go to ordinary ones, events of connected accounts to `connect` ones."""

    url: str
    secret: str
    connect: bool = False


@dataclass(frozen=True, slots=True)
class Options:
    """Seconds are counted on the simulator's own clock."""

    state: str
    secret_key: str
    control_token: str
    base_url: str = ""
    endpoints: tuple[Endpoint, ...] = ()
    booking_seconds: float = 0.0
    settle_seconds: float = 1.0
    payout_seconds: float = 2.0
    country: str = "US"
    currency: str = "usd"
