"""Made contests, small enough to reckon by hand, in the words of the real files."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

from config.local.replay.people import World
from tests.payments.conftest import money_floor_alone, simulator
from tests.simulator import SimulatorProcess

__all__ = ["money_floor_alone", "simulator"]

CONTESTS = """\
contestid,title,sponsor,details,start_time,end_time,amount,repo,hide,league
1,"Alpha, audited",Alpha,one,,,"$1,000 USDC",,False,eth
2,Beta,Beta,two,,,22 ETH,,False,eth
3,Gamma,Gamma,three,,,$50 USDC,, "False",eth
4,Delta,Delta,four,,,"$2,000 DAI",,True,eth
5,Epsilon,Epsilon,five,,,,,True,eth
6,Zeta,Zeta,six,,,"$9K USDC + $50k NOTE",,False,eth
7,Eta,Eta,seven,,,1 ETH,,False,eth
"""
AWARDS = """\
contest,solver,finding,risk,score,pie,split,slice,award,awardCoin,awardUSD
1,ann,H-01,3,,10,1,10,600.00,USDC,600.00
1,ann,M-01,2,,3,1,3,180.00,USDC,180.00
1,ben,M-01,2,,2,1,2,120.00,USDC,120.00
2,ann,H-01,3,,10,1,10,11,ETH,20000.01
2,cat,H-02,3,,10,1,10,11,ETH,20000.01
3,ann,q,q,,1,1,1,50.05,USDC,50.05
9,dan,H-01,3,,10,1,10,5.00,USDC,5.00
1,dan,q,q,,1,1,0,0,USDC,0
9,dan,H-02,3,,10,1,10,7.50,USDC,7.50
6,ben,g,g,,9,1,9,6000,USDC,6000.00
6,cat,g,g,,4,2,2,2000,USDC,2000
7,dan,g,g,,4,1,3,1,ETH,0.20
"""
# What must stand in the report: contest, posted, paid, payouts, difference.
LINES = [
    ("1", 100_000, 90_000, 2, 0),  # a remainder goes back
    ("2", None, 4_000_002, 2, 0),  # not in dollars
    ("3", 5_000, 5_005, 1, 0),  # awarded more than posted
    ("4", 200_000, 0, 0, 0),  # nobody won
    ("5", None, 0, 0, 0),  # nothing posted, nothing paid: no purse
    ("6", 900_000, 800_000, 2, 0),  # dollars and tokens; both winners need two approvers and one
    ("7", None, 20, 1, 0),  # less than a card can be charged
]

Files = tuple[Path, Path]


@pytest.fixture
def files(tmp_path: Path) -> Callable[..., Files]:
    """The two files, by default the made ones: `files(awards="contest,solver\\n")`."""

    def files(contests: str = CONTESTS, awards: str = AWARDS) -> Files:
        paths = tmp_path / "contests.csv", tmp_path / "awards.csv"
        for path, text in zip(paths, (contests, awards), strict=True):
            path.write_text(text)
        return paths

    return files


@pytest.fixture
def world(committed_db: None, simulator: SimulatorProcess) -> Iterator[World]:
    """The simulator's backstage, and a database that other threads see."""
    yield World(simulator.control.url, simulator.control.headers["Authorization"].removeprefix("Bearer "))
    connection.close()
