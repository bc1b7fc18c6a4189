"""Python reads this at the start of each process of a local stack whose clocks were asked to be wrong.

Its folder is then on PYTHONPATH (tests/config/local/stack.py). Stripe's simulator keeps the right time: it is not ours.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
from tests.campaigns.clocks import ASKED, set_wrong

if ASKED and "payments.simulator" not in sys.orig_argv:
    set_wrong(ASKED[os.getpid() % len(ASKED)])
