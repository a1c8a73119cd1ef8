"""The embedded PostgreSQL, with a real server in a folder of its own."""

import os
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from kortelijn.config.postgres import EXTENSIONS, Cluster
from kortelijn.config.postgres_host import FOLDER_BYTES, PostgresError, explain, socket_folder


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    # Not pytest's own folder: `mktemp -d` is closed to others, as a newcomer's clone may be.
    with tempfile.TemporaryDirectory() as folder:
        cluster = Cluster(Path(folder) / "postgres", fast=True)
        yield cluster
        cluster.stop()


def ask(cluster: Cluster, question: str) -> object:
    with psycopg.connect(cluster.url()) as connection:
        row = connection.execute(question.encode()).fetchone()
        return row[0] if row else None


def test_it_starts_with_our_extensions_and_stops_with_its_last_user(cluster: Cluster) -> None:
    with cluster.in_use():
        with Cluster(cluster.folder, fast=True).in_use():
            assert ask(cluster, "SELECT array_agg(extname::text) FROM pg_extension") == ["plpgsql", *EXTENSIONS]
        assert cluster.is_ready()
    assert cluster.postmaster() is None


def test_it_never_listens_on_the_network(cluster: Cluster) -> None:
    with cluster.in_use():
        assert ask(cluster, "SELECT current_setting('listen_addresses')") == ""
        assert cluster.sockets.stat().st_mode & 0o077 == 0


def test_whoever_hangs_halfway_lets_go_of_its_locks_in_the_end(cluster: Cluster) -> None:
    with cluster.in_use():
        assert ask(cluster, "SELECT current_setting('idle_in_transaction_session_timeout')") == "2min"


def test_it_recovers_from_a_killed_server_and_keeps_what_was_acknowledged() -> None:
    with tempfile.TemporaryDirectory() as folder:
        cluster = Cluster(Path(folder) / "postgres")
        with cluster.in_use():
            with psycopg.connect(cluster.url(), autocommit=True) as connection:
                connection.execute("CREATE TABLE owed AS SELECT 1 AS one")
                connection.execute("INSERT INTO owed VALUES (2)")
            postmaster = cluster.postmaster()
            assert postmaster is not None
            os.kill(postmaster.pid, signal.SIGKILL)
            cluster.start()
            assert ask(cluster, "SELECT count(*) FROM owed") == 2


@pytest.mark.parametrize("pid", ["ours", "1", "999999999", "", "onzin"])
def test_a_stale_pid_file_does_not_stand_in_the_way(cluster: Cluster, pid: str) -> None:
    with cluster.in_use():
        pass
    (cluster.data / "postmaster.pid").write_text(f"{os.getpid() if pid == 'ours' else pid}\n{cluster.data}\n")
    assert cluster.postmaster() is None
    with cluster.in_use():
        assert ask(cluster, "SELECT 1") == 1


def test_a_cluster_that_was_only_half_made_is_made_anew(cluster: Cluster) -> None:
    (cluster.folder / "data.new").mkdir(parents=True)
    cluster.data.mkdir()
    with cluster.in_use():
        assert ask(cluster, "SELECT 1") == 1


def test_a_moved_folder_works_and_a_long_one_too(cluster: Cluster) -> None:
    with cluster.in_use():
        pass
    moved = cluster.folder.parent / ("een erg lange naam " * 6)
    cluster.folder.rename(moved)
    with Cluster(moved, fast=True).in_use():
        assert ask(Cluster(moved), "SELECT 1") == 1


def test_data_of_another_version_is_refused_with_advice() -> None:
    with tempfile.TemporaryDirectory() as folder:
        cluster = Cluster(Path(folder))
        cluster.data.mkdir()
        (cluster.data / "PG_VERSION").write_text("9.6\n")
        with pytest.raises(PostgresError, match="make demo-reset"):
            cluster.start()


def test_a_broken_configuration_says_what_postgresql_said(cluster: Cluster) -> None:
    with cluster.in_use():
        pass
    (cluster.data / "global" / "pg_control").unlink()
    durable = Cluster(cluster.folder)
    began = time.monotonic()
    with pytest.raises(PostgresError, match="kon niet starten"):
        durable.start()
    assert time.monotonic() - began < 30


def test_the_socket_stands_in_the_folder_unless_its_path_is_too_long_or_unusual(tmp_path: Path) -> None:
    assert socket_folder(Path("/srv/k/postgres")) == Path("/srv/k/postgres/socket")
    for folder in (Path("/srv") / ("x" * FOLDER_BYTES), Path("/srv/met spatie, en komma")):
        short = socket_folder(folder)
        assert short.parent == Path(tempfile.gettempdir())
        assert short != socket_folder(folder / "other")


def test_the_explanation_repeats_the_server() -> None:
    assert "FATAL: x" in explain(Path("/srv"), "FATAL: x\n")
