"""`make down`: end the stack that runs from this checkout, and what a killed supervisor left behind."""

import contextlib
import os
import signal
import sys

from config.local.console import say, speak_plainly
from config.local.processes import is_alive, waited
from config.local.record import end_orphans, supervisor_pid
from config.local.state import state_folder

LONGEST_SECONDS = 30


def main() -> int:
    """End everything; 1 if it does not end within 30 s."""
    speak_plainly()
    state = state_folder().resolve()
    pid = supervisor_pid(state)
    if pid is None:
        left = end_orphans(state) if state.exists() else []
        say(f"Ended {', '.join(left)}." if left else "Nothing was running.")
        return 0
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
    if waited(lambda: not is_alive(pid), LONGEST_SECONDS):
        say("Laurel has ended.")
        return 0
    say(f"Process {pid} did not end within {LONGEST_SECONDS} s. Look at what it says, or kill it and try again.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
