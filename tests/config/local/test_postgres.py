"""The embedded PostgreSQL: an interrupted making is made anew, and a copied folder's server is left alone."""

import os

import pytest

from config.local.postgres import Postgres
from tests.servers import Servers


@pytest.fixture
def servers():
    """A folder that the database's user can enter, removed in the end."""
    made = Servers()
    yield made
    made.stop()


def test_a_cluster_whose_making_was_interrupted_is_made_anew(servers):
    half = servers.postgres.folder / "data.unfinished"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18")
    servers.postgres.create()
    assert (servers.postgres.data / "postgresql.conf").exists()
    assert not half.exists()


def test_the_server_of_a_copied_folder_is_not_ours(servers):
    postgres = Postgres(servers.folder / "postgres")
    postgres.data.mkdir(parents=True)
    (postgres.data / "postmaster.pid").write_text(f"{os.getpid()}\n/another/folder\n")
    assert postgres.pid() is None
