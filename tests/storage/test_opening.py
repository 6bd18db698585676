from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlalchemy.exc import DBAPIError

from bot.errors import ConfigError, NotNowError, StorageError
from bot.storage import Storage, url_of
from bot.storage.failures import reason
from bot.storage.inspection import DatabaseState
from tests.damaged_file import damage_table
from tests.storage.examples import NOON, add, article, ids, new

_ADD_ONE = """
import sys
from tests.storage.examples import NOON, add, article, new
from bot.storage import Storage
with Storage.open(sys.argv[1]) as storage:
    add(storage, new(article(sys.argv[2])))
"""


def in_another_process(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", code, *arguments], stderr=subprocess.PIPE, text=True)


def finished(process: subprocess.Popen[str]) -> str:
    """What it complained of; empty when all went well."""
    _, complaints = process.communicate(timeout=60)
    return complaints


def test_a_file_is_found_whatever_its_name_holds(tmp_path: Path) -> None:
    data, copy = tmp_path / "what is new? 100%20" / "briefbot.sqlite3", tmp_path / "copy of #1?mode=ro%41"
    with Storage.open(url_of(data)) as storage:
        add(storage, new(article("a1")))
        rows = storage.back_up(copy)
    with Storage.open(url_of(tmp_path / "new")) as storage:
        assert (rows, storage.restore(copy)) == (1, 1)
    assert {each.name for each in tmp_path.iterdir()} == {data.parent.name, copy.name, "new"}
    assert data.is_file()


@pytest.mark.skipif(os.name != "posix", reason="Windows has text alone for names")
def test_a_name_that_is_no_text_is_refused_in_words(tmp_path: Path) -> None:
    with Storage.open(url_of(tmp_path / "data")) as storage:
        add(storage, new(article("a1")))
        with pytest.raises(ConfigError, match="its name is not UTF-8 text"):
            storage.back_up(tmp_path / os.fsdecode(b"c\xf6py"))
    assert {each.name for each in tmp_path.iterdir() if not each.name.startswith("data")} == set()


def test_the_file_is_made_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder with spaces & 100%" / "briefbot.sqlite3"
    with Storage.open(f"sqlite:///{path}"):
        assert path.is_file()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_files_are_made_for_their_owner_alone_and_what_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "data" / "briefbot.sqlite3"
    with Storage.open(f"sqlite:///{file}") as storage:
        add(storage, new(article("a1")))
        lead = storage.lead()
        assert lead.take()
        storage.back_up(tmp_path / "data" / "copy.sqlite3")
        modes = {each.name: each.stat().st_mode & 0o777 for each in file.parent.iterdir()}
        lead.release()
    made = "briefbot.sqlite3", "briefbot.sqlite3-wal", "briefbot.sqlite3-shm", "briefbot.sqlite3-lead", "copy.sqlite3"
    assert modes.keys() >= set(made)
    assert set(modes.values()) == {0o600}
    file.chmod(0o640)
    Storage.open(f"sqlite:///{file}").close()
    assert file.stat().st_mode & 0o777 == 0o640


def test_what_was_written_is_there_after_opening_again(url: str) -> None:
    with Storage.open(url) as storage:
        add(storage, new(article("a1")))
    with Storage.open(url) as storage:
        assert storage.articles(["a1"]) == (article("a1"),)


def test_the_connection_that_was_used_last_is_used_next(url: str) -> None:
    # Each holds pages and plans of its own: where all are used in turn, all grow.
    with Storage.open(url) as storage:
        reading = storage._database.reading
        with reading() as last, reading():
            theirs = last.connection.dbapi_connection
        for _ in range(3):
            with reading() as connection:
                assert connection.connection.dbapi_connection is theirs


def test_a_database_in_memory_serves_several_threads() -> None:
    with Storage.open("sqlite://") as storage, ThreadPoolExecutor(8) as pool:
        for future in [pool.submit(add, storage, new(article(f"a{number}"))) for number in range(40)]:
            future.result()
        assert storage.counts().articles == 40


def test_threads_write_at_once_and_readers_see_whole_batches(storage: Storage) -> None:
    done = threading.Event()

    def read() -> set[int]:
        seen = set()
        while not done.is_set():
            seen.add(storage.count_articles_between(NOON.replace(year=2000), NOON))
        return seen

    def write(thread: int) -> None:
        for batch in range(5):
            add(storage, *[new(article(f"a{thread}-{batch}-{number}")) for number in range(10)])

    with ThreadPoolExecutor(6) as pool:
        reader = pool.submit(read)
        for future in [pool.submit(write, thread) for thread in range(5)]:
            future.result()
        done.set()
        seen = reader.result()
    assert storage.counts().articles == 250
    assert all(count % 10 == 0 for count in seen)


@pytest.mark.parametrize("url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True)
def test_a_second_process_reads_and_writes_while_the_first_is_open(url: str) -> None:
    with Storage.open(url) as storage:
        add(storage, new(article("a1")))
        assert finished(in_another_process(_ADD_ONE, url, "a2")) == ""
        assert ids(storage.articles(["a1", "a2"])) == ["a1", "a2"]


@pytest.mark.slow
def test_processes_that_open_a_new_database_at_once_make_it_once(empty_url: str) -> None:
    processes = [in_another_process(_ADD_ONE, empty_url, f"a{number}") for number in range(4)]
    assert [finished(process) for process in processes] == [""] * 4
    with Storage.open(empty_url) as storage:
        assert storage.counts().articles == 4


@pytest.mark.parametrize("url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True)
def test_a_database_that_is_up_to_date_is_opened_without_loading_alembic(url: str) -> None:
    code = _ADD_ONE + "assert 'alembic' not in sys.modules\n"
    assert finished(in_another_process(code, url, "a1")) == ""


def test_the_file_is_kept_with_a_write_ahead_log(sqlite_file: Path) -> None:
    with Storage.open(f"sqlite:///{sqlite_file}"), sqlite3.connect(sqlite_file) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("", "no address of a database"),
        ("data/briefbot.sqlite3", "no address of a database"),
        ("postgresql://host:port/name", "no address of a database"),
        ("postgresql://user:p@ss@host/name", "two @; one that belongs to the password is written %40"),
        ("mysql://root@localhost/test", "mysql is not spoken here"),
        ("nonsense://x", "nonsense is not spoken here"),
    ],
)
def test_an_address_nobody_can_follow_is_refused_with_a_sentence(url: str, complaint: str) -> None:
    with pytest.raises(ConfigError, match=complaint):
        Storage.open(url)


@pytest.mark.parametrize("url", ["postgresql://u:secret@127.0.0.1:1/x", "postgresql://u@127.0.0.1:1/x?password=secret"])
def test_a_server_that_is_away_is_told_without_the_password(url: str) -> None:
    with pytest.raises(NotNowError, match=r"127\.0\.0\.1:1/x") as raised:
        Storage.open(url)
    assert "secret" not in str(raised.value)


def test_a_folder_that_cannot_be_made_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigError, match="the folder cannot be made"):
        Storage.open(f"sqlite:///{tmp_path / 'file' / 'below' / 'briefbot.sqlite3'}")


def test_a_folder_in_the_place_of_the_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="unable to open database file"):
        Storage.open(f"sqlite:///{tmp_path}")


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Dear diary, " * 100, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"notes\.txt: file is not a database"):
        Storage.open(f"sqlite:///{path}")
    assert path.read_text(encoding="utf-8").startswith("Dear diary")


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_another_programs_database_is_refused_and_left_as_it_is(tmp_path: Path, journal: str) -> None:
    path = tmp_path / "photos.sqlite3"
    with closing(sqlite3.connect(path)) as theirs:
        theirs.execute(f"PRAGMA journal_mode = {journal}")
        theirs.execute("CREATE TABLE photos (name TEXT)")
    before = path.read_bytes()
    for _ in range(2):
        with pytest.raises(ConfigError, match=r"photos\.sqlite3: it is no database of Briefbot"):
            Storage.open(f"sqlite:///{path}")
    assert path.read_bytes() == before
    assert [*tmp_path.iterdir()] == [path]


def tables_in(postgres: Any, schema: str) -> list[tuple[str, str]]:
    """Every table with each of its columns."""
    asked = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = %s ORDER BY 1, 2"
    return list(postgres.execute(asked, [schema]))


@pytest.mark.parametrize("theirs", ["articles", "photos"])
def test_a_schema_of_another_program_is_refused_and_left_as_it_is(
    postgres: Any, postgres_schema_url: str, theirs: str
) -> None:
    schema = postgres_schema_url.rpartition("%3D")[2]
    postgres.execute(f"CREATE TABLE {schema}.{theirs} (id text)")
    before = tables_in(postgres, schema)
    for look in (Storage.open, DatabaseState.of):
        with pytest.raises(ConfigError, match="it is no database of Briefbot but another program's"):
            look(postgres_schema_url)
    assert tables_in(postgres, schema) == before


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_a_database_that_cannot_keep_all_scripts_is_refused(postgres: Any, postgres_url: str, encoding: str) -> None:
    must_be_superuser(postgres)
    name = f"encoded_{os.getpid()}_{encoding.lower()}"
    postgres.execute(f"CREATE DATABASE {name} ENCODING '{encoding}' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'")
    try:
        for look in (Storage.open, DatabaseState.of):
            with pytest.raises(ConfigError, match=f"is encoded in {encoding}.*createdb --encoding UTF8"):
                look(postgres_url.rpartition("/")[0] + f"/{name}")
    finally:
        postgres.execute(f"DROP DATABASE {name}")


def test_a_schema_in_which_nothing_may_be_made_is_told_before_the_first_start(
    postgres: Any, postgres_schema_url: str
) -> None:
    must_be_superuser(postgres)
    user = f"weak_{os.getpid()}"
    postgres.execute(f"CREATE ROLE {user}; GRANT USAGE ON SCHEMA {postgres_schema_url.rpartition('%3D')[2]} TO {user}")
    try:
        for look in (Storage.open, DatabaseState.of):
            with pytest.raises(ConfigError, match=f"is closed to the user {user}.*`GRANT CREATE ON SCHEMA") as caught:
                look(f"{postgres_schema_url}%20-crole%3D{user}")
            with pytest.raises(ConfigError, match="has no schema of those that search_path names"):
                look(f"{postgres_schema_url}_that_is_not_there")
        postgres.execute(str(caught.value).split("`")[1])
        Storage.open(f"{postgres_schema_url}%20-crole%3D{user}").close()
    finally:
        postgres.execute(f"DROP OWNED BY {user}; DROP ROLE {user}")


def must_be_superuser(postgres: Any) -> None:
    if not postgres.execute("SELECT usesuper FROM pg_user WHERE usename = current_user").fetchone()[0]:
        pytest.skip("only a superuser may make what this looks at")


def test_what_an_extension_has_made_is_no_other_program(postgres: Any, postgres_schema_url: str) -> None:
    must_be_superuser(postgres)
    schema = postgres_schema_url.rpartition("%3D")[2]
    postgres.execute(f"CREATE TABLE {schema}.made_by_extension (id text)")
    postgres.execute(f"ALTER EXTENSION plpgsql ADD TABLE {schema}.made_by_extension")
    try:
        with Storage.open(postgres_schema_url) as storage:
            assert storage.counts().articles == 0
    finally:
        postgres.execute(f"ALTER EXTENSION plpgsql DROP TABLE {schema}.made_by_extension")


def test_another_programs_database_that_takes_the_place_of_ours_is_told_and_left_as_it_is(
    sqlite_file: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "theirs.sqlite3")) as theirs:
        theirs.execute("CREATE TABLE state (key TEXT, value TEXT)")
    before = (tmp_path / "theirs.sqlite3").read_bytes()
    with Storage.open(f"sqlite:///{sqlite_file}") as storage:
        storage.close()
        sqlite_file.write_bytes(before)  # the file stays the same to its system; another one is refused unread
        with pytest.raises(StorageError, match="another program's"):
            storage.set_state("a", "b")
    assert sqlite_file.read_bytes() == before


def test_a_file_that_may_only_be_read_is_refused_with_a_sentence(sqlite_file: Path) -> None:
    with pytest.raises(ConfigError, match="readonly database"):
        Storage.open(f"sqlite:///file:{sqlite_file}?mode=ro&uri=true")


@pytest.mark.skipif(os.name != "posix", reason="Windows lets nobody move an open file")
def test_nothing_is_written_into_a_file_that_was_moved_away_or_replaced(tmp_path: Path) -> None:
    file, old = tmp_path / "briefbot.sqlite3", tmp_path / "old"
    old.mkdir()
    with Storage.open(f"sqlite:///{file}") as storage:
        storage.set_state("key", "before")
        moved = [each.rename(old / each.name) for each in tmp_path.glob("briefbot.sqlite3*")]
        with pytest.raises(StorageError, match="its file was moved, removed or replaced while this runs"):
            storage.set_state("key", "moved")
        file.touch()
        with pytest.raises(StorageError, match="was moved"):
            storage.set_state("key", "replaced")
        for each in moved:
            each.replace(tmp_path / each.name)
        assert storage.state("key") == "before"
        storage.set_state("key", "back")


def test_a_damaged_schema_is_a_sentence_in_letters_that_nobody_can_read_too(sqlite_file: Path) -> None:
    whole = sqlite_file.read_bytes()
    place = whole.index(b"CREATE TABLE articles") + len(b"CREATE TABLE ")
    sqlite_file.write_bytes(whole[:place] + b"\x96\xff(" + whole[place + 3 :])
    with pytest.raises(ConfigError, match="malformed"):
        Storage.open(f"sqlite:///{sqlite_file}")


def test_a_text_that_is_damaged_is_a_damaged_database(sqlite_file: Path) -> None:
    with Storage.open(f"sqlite:///{sqlite_file}") as storage:
        add(storage, new(article("a1", text="Talks in Sorven.")))
    whole = sqlite_file.read_bytes()
    sqlite_file.write_bytes(whole.replace(b"Talks in Sorven.", b"Talks in \xff\xfe\xfdven."))
    with Storage.open(f"sqlite:///{sqlite_file}") as storage, pytest.raises(StorageError, match="malformed"):
        storage.articles(["a1"])


def test_no_backup_is_made_of_a_damaged_database(sqlite_file: Path, tmp_path: Path) -> None:
    with Storage.open(f"sqlite:///{sqlite_file}") as storage:
        add(storage, new(article("a1")))
    damage_table(sqlite_file, "matches")
    refused = pytest.raises(ConfigError, match="is damaged, so no backup is made")
    with Storage.open(f"sqlite:///{sqlite_file}") as storage, refused:
        storage.back_up(tmp_path / "copy.sqlite3")
    assert [*tmp_path.glob("copy*")] == []


def test_of_a_damaged_backup_it_is_the_backup_that_is_named(sqlite_file: Path, tmp_path: Path) -> None:
    with Storage.open(f"sqlite:///{sqlite_file}") as storage:
        add(storage, new(article("a1")))
        storage.back_up(tmp_path / "copy.sqlite3")
    damage_table(tmp_path / "copy.sqlite3", "matches")
    refused = pytest.raises(ConfigError, match=r"copy.sqlite3 is damaged and cannot be restored")
    with Storage.open(f"sqlite:///{tmp_path}/new.sqlite3") as storage:
        with refused:
            storage.restore(tmp_path / "copy.sqlite3")
        assert storage.counts().articles == 0


@pytest.mark.parametrize("made", ["nothing", "another program's"])
def test_what_is_no_backup_is_not_restored(sqlite_file: Path, tmp_path: Path, made: str) -> None:
    file = tmp_path / "file"
    file.touch()
    if made != "nothing":
        with sqlite3.connect(file) as connection:
            connection.execute("CREATE TABLE theirs (word TEXT)")
        connection.close()
    before = file.read_bytes()
    with Storage.open(f"sqlite:///{sqlite_file}") as storage:
        with pytest.raises(ConfigError, match=r"file.* is no (backup|database) of Briefbot"):
            storage.restore(file)
        assert storage.counts().articles == 0
    assert file.read_bytes() == before


def test_a_full_disk_is_called_so(sqlite_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage(NamedTuple):
        free: int

    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
    wrapped = DBAPIError("PRAGMA x", None, error)
    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage(0))
    assert reason(wrapped, sqlite_file) == "its disk is full (disk I/O error)"
    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage(10**9))
    assert reason(wrapped, sqlite_file) == "disk I/O error"


def test_a_folder_or_file_that_may_not_be_written_is_named(sqlite_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[Path] = []
    monkeypatch.setattr("os.access", lambda path, _: path not in closed)
    error = sqlite3.OperationalError("unable to open database file")
    error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
    wrapped = DBAPIError("PRAGMA x", None, error)
    assert reason(wrapped, sqlite_file) == "unable to open database file"
    closed.append(sqlite_file)
    assert reason(wrapped, sqlite_file).startswith("it may not be written by the user that this runs as (unable")
    closed.append(sqlite_file.parent)
    assert reason(wrapped, sqlite_file).startswith("its folder may not be written by")


def test_a_file_system_that_can_only_be_read_is_not_blamed_on_the_user(
    sqlite_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Mounted(NamedTuple):
        f_flag: int

    monkeypatch.setattr("os.access", lambda *_: False)  # as for root too
    monkeypatch.setattr("os.statvfs", lambda _: Mounted(os.ST_RDONLY | os.ST_NODEV))
    error = sqlite3.OperationalError("attempt to write a readonly database")
    error.sqlite_errorcode = sqlite3.SQLITE_READONLY
    told = reason(DBAPIError("PRAGMA x", None, error), sqlite_file)
    assert told.startswith("its folder is on a file system that can only be read (attempt")


def test_a_server_that_does_not_answer_is_refused_without_its_password() -> None:
    pytest.importorskip("psycopg", reason="PostgreSQL's driver is not installed")
    with pytest.raises(ConfigError, match="connection failed") as refused:
        Storage.open("postgresql://bot:s3cret@127.0.0.1:1/briefbot")
    assert "127.0.0.1:1" in str(refused.value)
    assert "s3cret" not in str(refused.value)
