"""`make clean`: remove the local stack's state. Runs on any python3, also where nothing is installed any more."""

import sys

from config.local.state import remove_state, state_folder

if __name__ == "__main__":
    remove_state()
    sys.stdout.write(f"Removed {state_folder()}.\n")
