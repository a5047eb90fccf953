internal import GRDB

/// The tables of a journal and how older ones become today's.
///
/// ```
/// runs ──< turns       what happened, one row a decision; append-only, in order of rowid
///      ──< choices     how attempts were routed
///      ──< artifact_runs >── artifacts
/// tallies              runs per workflow and closed state; '' counts the open ones
/// events, dead_letters, profiles, outbox, audit, states, windows
/// ```
/// Indices that lists use cover closed runs only, so that moving an open run on touches one row and
/// no index; open runs are few and are found through `runs_closed`, where NULL sorts first.
enum Schema {
    /// The format this build writes, kept in `PRAGMA user_version`.
    static let version = 4
    /// `PRAGMA application_id` of a journal: "PODM".
    static let applicationID = 0x504F_444D

    /// Brings a journal of any known format to `version`.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("v1") { db in
            try db.execute(sql: runs)
            try db.execute(sql: tallies)
            try db.execute(sql: records)
            try db.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = 1")
        }
        migrator.registerMigration("v2: labels of runs") { db in
            try db.execute(sql: labels)
        }
        // No table changes: an older build would stop at an opening that carries its effects' keys.
        migrator.registerMigration("v3: keys of effects in openings") { db in
            try db.execute(sql: "PRAGMA user_version = 3")
        }
        migrator.registerMigration("v4: command lines in the audit") { db in
            try db.execute(sql: commands)
        }
        return migrator
    }

    private static let runs = """
        CREATE TABLE runs (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            workflow TEXT NOT NULL, version TEXT NOT NULL,
            subject TEXT NOT NULL, once TEXT NOT NULL,
            state TEXT NOT NULL, step TEXT NOT NULL, reason TEXT NOT NULL,
            opened INTEGER NOT NULL, closed INTEGER,
            done INTEGER NOT NULL, total INTEGER NOT NULL,
            attempt INTEGER, attempts INTEGER, seen INTEGER NOT NULL
        );
        CREATE UNIQUE INDEX runs_once ON runs(workflow, once) WHERE once <> '';
        CREATE INDEX runs_closed ON runs(closed);
        CREATE INDEX runs_state ON runs(state) WHERE closed IS NOT NULL;
        CREATE INDEX runs_workflow ON runs(workflow, state) WHERE closed IS NOT NULL;
        CREATE INDEX runs_subject ON runs(subject) WHERE closed IS NOT NULL AND subject <> '';
        CREATE INDEX runs_step ON runs(step) WHERE closed IS NOT NULL AND step <> '';
        CREATE TABLE turns (
            seq INTEGER PRIMARY KEY, run INTEGER NOT NULL, at INTEGER NOT NULL, facts BLOB NOT NULL
        );
        CREATE INDEX turns_run ON turns(run);
        CREATE TABLE choices (
            run INTEGER NOT NULL, step INTEGER NOT NULL, attempt INTEGER NOT NULL,
            bytes BLOB NOT NULL, PRIMARY KEY (run, step, attempt)
        ) WITHOUT ROWID;
        CREATE TABLE artifacts (
            seq INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE,
            at INTEGER NOT NULL, bytes BLOB NOT NULL
        );
        CREATE TABLE artifact_runs (
            run INTEGER NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (run, digest)
        ) WITHOUT ROWID;
        CREATE INDEX artifact_runs_digest ON artifact_runs(digest);
        """

    /// A map as JSON; empty where there are none.
    private static let labels = """
        ALTER TABLE runs ADD COLUMN labels TEXT NOT NULL DEFAULT '';
        PRAGMA user_version = 2
        """

    /// What an order was as a command line, and the version that it had to find.
    private static let commands = """
        ALTER TABLE audit ADD COLUMN command TEXT NOT NULL DEFAULT '';
        ALTER TABLE audit ADD COLUMN seen INTEGER;
        PRAGMA user_version = 4
        """

    /// Triggers keep the tallies right whoever writes, and cost nothing while a run stays open.
    private static let tallies = """
        CREATE TABLE tallies (
            workflow TEXT NOT NULL, state TEXT NOT NULL, count INTEGER NOT NULL,
            PRIMARY KEY (workflow, state)
        ) WITHOUT ROWID;
        CREATE TRIGGER runs_added AFTER INSERT ON runs BEGIN
            INSERT INTO tallies VALUES (new.workflow, iif(new.closed IS NULL, '', new.state), 1)
                ON CONFLICT DO UPDATE SET count = count + 1;
        END;
        CREATE TRIGGER runs_turned AFTER UPDATE OF closed ON runs BEGIN
            UPDATE tallies SET count = count - 1 WHERE workflow = old.workflow
                AND state = iif(old.closed IS NULL, '', old.state);
            INSERT INTO tallies VALUES (new.workflow, iif(new.closed IS NULL, '', new.state), 1)
                ON CONFLICT DO UPDATE SET count = count + 1;
        END;
        CREATE TRIGGER runs_removed AFTER DELETE ON runs BEGIN
            UPDATE tallies SET count = count - 1 WHERE workflow = old.workflow
                AND state = iif(old.closed IS NULL, '', old.state);
        END;
        """

    private static let records = """
        CREATE TABLE events (
            seq INTEGER PRIMARY KEY, type TEXT NOT NULL, id TEXT NOT NULL,
            time INTEGER NOT NULL, received INTEGER NOT NULL,
            payload BLOB NOT NULL, disposition TEXT NOT NULL, run TEXT,
            UNIQUE (type, id)
        );
        CREATE TABLE dead_letters (
            seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, reason TEXT NOT NULL, raw BLOB NOT NULL
        );
        CREATE TABLE profiles (
            seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
            at INTEGER NOT NULL, bytes BLOB NOT NULL
        );
        CREATE TABLE outbox (
            seq INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE,
            run TEXT NOT NULL, step INTEGER NOT NULL,
            channel TEXT NOT NULL, address TEXT NOT NULL, body BLOB NOT NULL, at INTEGER NOT NULL,
            state TEXT, reference TEXT NOT NULL DEFAULT '', settled INTEGER
        );
        CREATE INDEX outbox_unsettled ON outbox(seq) WHERE state IS NULL OR state = 'unknown';
        CREATE INDEX outbox_settled ON outbox(settled) WHERE settled IS NOT NULL;
        CREATE TABLE audit (
            seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor TEXT NOT NULL, via TEXT NOT NULL,
            action TEXT NOT NULL, object TEXT NOT NULL, change TEXT NOT NULL,
            reason TEXT NOT NULL, result TEXT NOT NULL, request TEXT NOT NULL,
            previous TEXT NOT NULL, hash TEXT NOT NULL
        );
        CREATE UNIQUE INDEX audit_request ON audit(request) WHERE request <> '';
        CREATE TABLE states (
            kind TEXT NOT NULL, id TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (kind, id)
        ) WITHOUT ROWID;
        CREATE TABLE windows (
            name TEXT NOT NULL, start INTEGER NOT NULL, bytes BLOB NOT NULL,
            PRIMARY KEY (name, start)
        ) WITHOUT ROWID;
        CREATE INDEX windows_start ON windows(start);
        """
}
