"""Where files go and how logs read, each from one variable."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.storage import storage
from tests.config.test_deploy import PRODUCTION, ROOT


def test_a_folder_keeps_files():
    assert storage("file:///var/lib/laurel%20files")["OPTIONS"] == {"location": Path("/var/lib/laurel files")}


def test_a_bucket_keeps_files():
    kept = storage("s3://bucket/folder?region_name=eu-west-1")
    assert kept["BACKEND"] == "storages.backends.s3.S3Storage"
    assert kept["OPTIONS"]["bucket_name"] == "bucket"
    assert kept["OPTIONS"]["location"] == "folder"
    assert kept["OPTIONS"]["region_name"] == "eu-west-1"


@pytest.mark.parametrize("url", ["", "file://", "s3:///folder", "/var/lib", "ftp://host/files"])
def test_any_other_place_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="neither"):
        storage(url)


SPEAKING = """
import django, logging, structlog
django.setup()
with structlog.contextvars.bound_contextvars(request_id="r1"):
    logging.getLogger("payments").warning("paid %s", 5)
    structlog.get_logger("workers").error("failed", delivery=7)
"""


def test_a_deployments_log_line_is_one_json_object():
    spoken = subprocess.run(
        [sys.executable, "-c", SPEAKING], cwd=ROOT, env=PRODUCTION | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    plain, structured = [json.loads(line) for line in spoken.stderr.splitlines()]
    assert (plain["event"], plain["level"], plain["request_id"]) == ("paid 5", "warning", "r1")
    assert (structured["event"], structured["delivery"], structured["request_id"]) == ("failed", 7, "r1")
