"""From where a ballot came, so that rings of accounts can be found: keyed hashes only, gone once the votes are counted.

A browser is known by a random first-party cookie, an address by its range: IPv4 /24, IPv6 /48. The hash is keyed by the
service's secret and by the challenge, so it can neither be guessed from outside nor followed from one vote to the next.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from uuid import UUID

from django.conf import settings

from bounties.ballots.models import Ballot, Trace, TraceKind

RANGE_BITS = {4: 24, 6: 48}


@dataclass(frozen=True, slots=True)
class Origin:
    """What a request says of where it comes from; empty where it says nothing."""

    device: str = ""
    address: str = ""


def keep_traces(ballot: Ballot, origin: Origin) -> None:
    """Beside those of earlier choices; part of casting."""
    traces = [
        Trace(ballot=ballot, kind=kind, digest=_digest(ballot.challenge_id, kind, value))
        for kind, value in _facts_of(origin)
    ]
    Trace.objects.bulk_create(traces, ignore_conflicts=True)


def _facts_of(origin: Origin) -> Iterable[tuple[TraceKind, str]]:
    if origin.device:
        yield TraceKind.DEVICE, origin.device
    if network := range_of(origin.address):
        yield TraceKind.NETWORK, network


def range_of(address: str) -> str:
    """The range that an address belongs to; empty for what is no address."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network((found, RANGE_BITS[found.version]), strict=False))


def _digest(challenge_id: UUID, kind: TraceKind, value: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"{challenge_id}|{kind}|{value}".encode(), "sha256").hexdigest()
