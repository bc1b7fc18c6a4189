"""Imported by the process that workers and relays are forked from (tests/workers/forked.py): it is changed before."""

import json
import os

from tests.campaigns.planted.bed import Fault
from tests.campaigns.planted.changing import change, load

SOWN = "LAUREL_PLANTED_FAULT"

if SOWN in os.environ:
    fault = Fault(**json.loads(os.environ[SOWN]))
    load([fault])
    change(fault)
