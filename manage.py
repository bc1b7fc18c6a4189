#!/usr/bin/env python3
"""Django's command line, with Laurel's settings."""

import os
import secrets
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    if sys.argv[1:] == ["up"]:  # before Django reads the variables that the supervisor is about to write
        os.chdir(Path(__file__).resolve().parent)
        os.execv(sys.executable, [sys.executable, "-m", "config.local.supervisor"])  # noqa: S606 (no shell is wanted)
    if sys.argv[1:2] == ["recount"]:  # anyone's, on any machine: it signs nothing and opens no database
        os.environ.setdefault("SECRET_KEY", secrets.token_hex())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    execute_from_command_line(sys.argv)
