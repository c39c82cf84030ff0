"""The schema, as the steps that lead to it. `docs/schema.md` explains the tables.

A step that has been released is never edited: what changes later is a step of its own, and
`schema.SCHEMA_VERSION` counts them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Migrations

from verdict_tui.store.schema import APPLICATION_ID, SCHEMA_VERSION

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

migrations = Migrations("verdict")

_FIRST = (
    """
    CREATE TABLE meta (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE tools (
        id INTEGER PRIMARY KEY,
        slug TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL CHECK (name <> ''),
        vendor TEXT NOT NULL DEFAULT '',
        category TEXT NOT NULL CHECK (category <> ''),
        tagline TEXT NOT NULL DEFAULT '',
        description TEXT NOT NULL DEFAULT '',
        price_kind TEXT NOT NULL DEFAULT 'unknown'
            CHECK (price_kind IN ('free', 'amount', 'contact', 'unknown')),
        price_amount REAL CHECK (price_amount >= 0),
        price_currency TEXT NOT NULL DEFAULT '',
        price_period TEXT CHECK (price_period IN ('once', 'month', 'year')),
        price_per_seat INTEGER NOT NULL DEFAULT 0 CHECK (price_per_seat IN (0, 1)),
        price_as_of TEXT,
        licence TEXT NOT NULL DEFAULT '',
        link TEXT NOT NULL DEFAULT '',
        added_on TEXT,
        CHECK ((price_kind = 'amount') = (price_amount IS NOT NULL))
    ) STRICT
    """,
    """
    CREATE TABLE aliases (
        tool_id INTEGER NOT NULL REFERENCES tools (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        slug TEXT NOT NULL,
        PRIMARY KEY (tool_id, position)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX aliases_by_slug ON aliases (slug)",
    """
    CREATE TABLE critics (
        id INTEGER PRIMARY KEY,
        position INTEGER NOT NULL,
        name TEXT NOT NULL UNIQUE CHECK (name <> ''),
        motto TEXT NOT NULL DEFAULT '',
        voice TEXT NOT NULL DEFAULT '',
        excited TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(excited)),
        tired TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tired))
    ) STRICT
    """,
    """
    CREATE TABLE reviews (
        tool_id INTEGER NOT NULL REFERENCES tools (id) ON DELETE CASCADE,
        critic_id INTEGER NOT NULL REFERENCES critics (id) ON DELETE CASCADE,
        verdict TEXT NOT NULL CHECK (verdict IN ('ship', 'skip')),
        quote TEXT NOT NULL DEFAULT '',
        reviewed_on TEXT,
        PRIMARY KEY (tool_id, critic_id)
    ) STRICT
    """,
    "CREATE INDEX reviews_by_critic ON reviews (critic_id)",
    """
    CREATE TABLE comparisons (
        id INTEGER PRIMARY KEY,
        a_id INTEGER NOT NULL REFERENCES tools (id) ON DELETE CASCADE,
        b_id INTEGER NOT NULL REFERENCES tools (id) ON DELETE CASCADE,
        published_on TEXT,
        UNIQUE (a_id, b_id),
        CHECK (a_id <> b_id)
    ) STRICT
    """,
    "CREATE INDEX comparisons_by_b ON comparisons (b_id)",
    """
    CREATE TABLE votes (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        voter TEXT NOT NULL,
        device TEXT NOT NULL,
        tool TEXT NOT NULL,
        choice TEXT NOT NULL CHECK (choice IN ('ship', 'skip', 'none')),
        ms INTEGER NOT NULL CHECK (ms >= 0),
        counter INTEGER NOT NULL CHECK (counter >= 0),
        at TEXT NOT NULL,
        undoes TEXT,
        origin TEXT NOT NULL DEFAULT 'local'
    ) STRICT
    """,
    "CREATE INDEX votes_by_tool ON votes (tool, voter, ms, counter, device, id)",
    "CREATE INDEX votes_by_device ON votes (device, ms, counter)",
    "CREATE INDEX votes_by_voter ON votes (voter, seq)",
    """
    CREATE TRIGGER votes_are_never_changed BEFORE UPDATE ON votes
    BEGIN SELECT RAISE (ABORT, 'the vote log is append-only'); END
    """,
    """
    CREATE TRIGGER votes_are_never_removed BEFORE DELETE ON votes
    BEGIN SELECT RAISE (ABORT, 'the vote log is append-only'); END
    """,
    """
    CREATE TABLE standings (
        tool TEXT NOT NULL,
        voter TEXT NOT NULL,
        choice TEXT NOT NULL,
        ms INTEGER NOT NULL,
        counter INTEGER NOT NULL,
        device TEXT NOT NULL,
        vote_id TEXT NOT NULL,
        PRIMARY KEY (tool, voter)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX standings_by_voter ON standings (voter)",
    """
    CREATE TABLE tallies (
        tool TEXT PRIMARY KEY,
        ship INTEGER NOT NULL,
        skip INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE state (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL CHECK (json_valid(value))
    ) STRICT, WITHOUT ROWID
    """,
)


@migrations()
def m001_first_schema(db: Database) -> None:
    """Create the tables of the catalogue, the vote log and the remembered state."""
    for statement in _FIRST:
        db.execute(statement)


_QUOTES = (
    """
    CREATE TABLE new_reviews (
        id INTEGER PRIMARY KEY,
        tool_id INTEGER NOT NULL REFERENCES tools (id) ON DELETE CASCADE,
        critic_id INTEGER NOT NULL REFERENCES critics (id) ON DELETE CASCADE,
        verdict TEXT NOT NULL CHECK (verdict IN ('ship', 'skip')),
        quote TEXT NOT NULL DEFAULT '',
        reviewed_on TEXT,
        UNIQUE (tool_id, critic_id)
    ) STRICT
    """,
    """
    INSERT INTO new_reviews (tool_id, critic_id, verdict, quote, reviewed_on)
        SELECT tool_id, critic_id, verdict, quote, reviewed_on FROM reviews
        ORDER BY tool_id, critic_id
    """,
    "DROP TABLE reviews",
    "ALTER TABLE new_reviews RENAME TO reviews",
    "CREATE INDEX reviews_by_critic ON reviews (critic_id)",
    "CREATE INDEX tools_by_age ON tools (added_on DESC, name)",
    "DROP INDEX votes_by_voter",
    "CREATE INDEX votes_by_voter ON votes (voter, ms, counter, device, id)",
    "CREATE INDEX votes_of_device ON votes (device, seq)",
)


@migrations()
def m002_search_quotes(db: Database) -> None:
    """Make quotes searchable, by an id that outlives a VACUUM; keep long lists and logs quick."""
    for statement in _QUOTES:
        db.execute(statement)
    db.table("reviews").enable_fts(
        ["quote"], tokenize="unicode61 remove_diacritics 2", create_triggers=True
    )


_CHANGES = (
    """
    CREATE TABLE changes (
        id INTEGER PRIMARY KEY,
        tool_id INTEGER NOT NULL REFERENCES tools (id) ON DELETE CASCADE,
        changed_on TEXT NOT NULL,
        critic TEXT NOT NULL DEFAULT '',
        field TEXT NOT NULL,
        before TEXT NOT NULL CHECK (json_valid(before)),
        after TEXT NOT NULL CHECK (json_valid(after))
    ) STRICT
    """,
    "CREATE INDEX changes_by_tool ON changes (tool_id, id)",
    "CREATE INDEX changes_by_day ON changes (changed_on)",
    "CREATE INDEX reviews_by_day ON reviews (reviewed_on)",
    "CREATE INDEX votes_by_time ON votes (ms, tool)",
)


@migrations()
def m003_keep_changes(db: Database) -> None:
    """Keep what a field said before it changed, and find quickly what a week brought."""
    for statement in _CHANGES:
        db.execute(statement)


_COUNTING_ANEW = (
    "DELETE FROM standings WHERE tool IN (SELECT tool FROM impossible)",
    "DELETE FROM tallies WHERE tool IN (SELECT tool FROM impossible)",
    """
    INSERT INTO standings
        SELECT present, voter, choice, ms, counter, device, id FROM (
            SELECT *, row_number() OVER (PARTITION BY present, voter
                ORDER BY ms DESC, counter DESC, device DESC, id DESC) AS place
            FROM (
                SELECT votes.*, coalesce(
                    (SELECT slug FROM tools WHERE slug = votes.tool),
                    (SELECT tools.slug FROM tools JOIN aliases ON tool_id = tools.id
                        WHERE aliases.slug = votes.tool ORDER BY tools.id LIMIT 1),
                    votes.tool) AS present
                FROM votes WHERE ms < 8204889600000 AND counter < 2147483648
            ) WHERE present IN (SELECT tool FROM impossible)
        ) WHERE place = 1
    """,
    """
    INSERT INTO tallies
        SELECT tool, sum(choice = 'ship'), sum(choice = 'skip') FROM standings
        WHERE tool IN (SELECT tool FROM impossible) GROUP BY tool
    """,
)


@migrations()
def m004_possible_stamps(db: Database) -> None:
    """Let no vote count whose stamp no clock ever gave; stamps no longer follow the device's."""
    db.execute("DROP INDEX votes_by_device")
    db.execute(
        "CREATE TEMP TABLE impossible AS SELECT DISTINCT tool FROM standings"
        " WHERE ms >= 8204889600000 OR counter >= 2147483648"
    )
    for statement in _COUNTING_ANEW:
        db.execute(statement)
    db.execute("DROP TABLE temp.impossible")


_SAMPLE_BEGAN_WITH = "0186f2a5-6d06-4df1-90db-d0b8e455b804"
_VOTES_OF_SAMPLE = 1272

_SOURCES = (
    "ALTER TABLE votes ADD COLUMN source TEXT NOT NULL DEFAULT ''",
    "DROP TRIGGER votes_are_never_changed",
    f"""
    UPDATE votes SET origin = 'imported', source = origin WHERE CASE origin
        WHEN 'sample' THEN seq > {_VOTES_OF_SAMPLE} OR NOT EXISTS (
            SELECT 1 FROM votes WHERE seq = 1 AND id = '{_SAMPLE_BEGAN_WITH}')
        WHEN 'local' THEN device NOT IN (SELECT value FROM meta WHERE key = 'device')
        WHEN 'linked' THEN device NOT IN (SELECT value FROM meta WHERE key = 'device')
        ELSE 1 END
    """,
    """
    CREATE TRIGGER votes_are_never_changed BEFORE UPDATE ON votes
    BEGIN SELECT RAISE (ABORT, 'the vote log is append-only'); END
    """,
)


@migrations()
def m005_separate_sources(db: Database) -> None:
    """Name the file that an event came from apart from how it came to be here.

    Until now one column held both, so that a file could be called like one of the markers.
    Events that were cast or repeated here have this copy's device; the sample's events came
    first, and there were always as many.
    """
    for statement in _SOURCES:
        db.execute(statement)


_DEVICES = (
    """
    CREATE TABLE devices (
        device TEXT PRIMARY KEY,
        place TEXT UNIQUE,
        trusted INTEGER NOT NULL DEFAULT 0 CHECK (trusted IN (0, 1))
    ) STRICT, WITHOUT ROWID
    """,
    """
    INSERT INTO devices (device, trusted) SELECT DISTINCT device, 1 FROM votes
        WHERE voter = (SELECT value FROM meta WHERE key = 'voter')
        AND device <> (SELECT value FROM meta WHERE key = 'device')
    """,
    """
    DELETE FROM meta WHERE key IN ('voter', 'device') AND NOT EXISTS (
        SELECT 1 FROM votes, meta AS mine WHERE mine.key = 'voter' AND voter = mine.value)
    """,
)


@migrations()
def m006_tie_devices_to_places(db: Database) -> None:
    """Note which device votes at which place, and whose events of mine are taken in.

    Events of mine that other devices cast are here already, so those devices are trusted. An
    identity that has never voted is dropped: the first vote makes one, in each copy its own.
    """
    for statement in _DEVICES:
        db.execute(statement)


@migrations()
def m007_words_of_prices(db: Database) -> None:
    """Hold what a source says of a price that is not understood."""
    db.execute("ALTER TABLE tools ADD COLUMN price_words TEXT NOT NULL DEFAULT ''")


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a database to the current schema, in one transaction.

    A second process that wants to migrate the same file waits, and then finds nothing to do.

    Raises:
        sqlite3.Error: if the file can't be written; nothing has changed then.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        apply_steps(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def apply_steps(connection: sqlite3.Connection) -> None:
    """Do what is left to do of the migrations, inside the caller's transaction."""
    from sqlite_utils import Database

    connection.execute("PRAGMA legacy_alter_table = ON")  # a view of somebody else must not matter
    migrations.apply(Database(connection, execute_plugins=False))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
