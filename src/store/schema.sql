-- The ledger. `operation` and `event` are the ground, with what stands apart from the log: sealed
-- values, wrapped data keys, people and free texts. Every other table is the sum of the events and
-- can be dropped and replayed.
-- Words are those of the glossary. Numbers of ids stand without their letter.

-- The log ------------------------------------------------------------------------------------

CREATE TABLE operation (
    seq         INTEGER NOT NULL PRIMARY KEY CHECK (seq > 0),
    op_id       TEXT NOT NULL UNIQUE,
    recorded_at TEXT NOT NULL,
    clock       TEXT NOT NULL,
    "on"        TEXT NOT NULL,
    actor       TEXT NOT NULL,
    os_user     TEXT NOT NULL,
    host        TEXT NOT NULL,
    command     TEXT NOT NULL,
    request     TEXT NOT NULL,
    reason      TEXT,
    program     TEXT NOT NULL,
    mpn_version TEXT NOT NULL,
    prev        TEXT NOT NULL UNIQUE,
    hash        TEXT NOT NULL UNIQUE
) STRICT;

-- Who had keys shown to somebody has seen them as well.
CREATE INDEX operation_revealing ON operation (actor, seq)
    WHERE command IN ('software get-keys', 'license redeem', 'apply', 'export keys');

CREATE TABLE event (
    seq      INTEGER NOT NULL REFERENCES operation (seq),
    position INTEGER NOT NULL CHECK (position >= 0),
    body     TEXT NOT NULL,
    PRIMARY KEY (seq, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE head (
    one       INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    ledger_id TEXT NOT NULL,
    seq       INTEGER NOT NULL,
    hash      TEXT NOT NULL
) STRICT;

CREATE TRIGGER operation_is_never_changed BEFORE UPDATE ON operation
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER operation_is_never_deleted BEFORE DELETE ON operation
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

-- What can be forgotten -----------------------------------------------------------------------

-- Who somebody is, each time that was told; the log binds itself to every version and names none.
CREATE TABLE person (
    user    INTEGER NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    current INTEGER NOT NULL CHECK (current IN (0, 1)),
    salt    BLOB NOT NULL,
    email   TEXT NOT NULL,
    name    TEXT NOT NULL,
    country TEXT,
    PRIMARY KEY (user, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_by_email ON person (email);

-- Free texts: reasons, titles, machines, and where an operation was done.
CREATE TABLE "text" (
    id       INTEGER NOT NULL PRIMARY KEY,
    -- Whether it tells where operations were done: such a text is kept once.
    is_place INTEGER NOT NULL CHECK (is_place IN (0, 1)),
    salt     BLOB NOT NULL,
    text     TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX text_of_place ON "text" (text) WHERE is_place = 1;

-- What digests of requests are keyed with, else they would confirm a guess of what was forgotten.
CREATE TABLE pepper (
    one    INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    -- The operation that it was made in: earlier requests cannot be compared any more.
    since  INTEGER NOT NULL,
    pepper BLOB NOT NULL
) STRICT;

-- Secrets ------------------------------------------------------------------------------------

CREATE TABLE data_key (
    epoch   INTEGER NOT NULL PRIMARY KEY CHECK (epoch > 0),
    wrapped BLOB NOT NULL,
    digest  TEXT NOT NULL
) STRICT;

-- The identity of a recovery, locked with its passphrase.
CREATE TABLE recovery (
    recipient TEXT NOT NULL PRIMARY KEY,
    locked    BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- A sealed value lies with what it belongs to; the commitment it must keep stands there, as the
-- log tells it.
CREATE TABLE sealed_value (
    -- A list after IN would be built anew for each row, and keys come by the hundred thousand.
    kind        TEXT NOT NULL
                CHECK (kind = 'key' OR kind = 'access-id' OR kind = 'contract-id'),
    number      INTEGER NOT NULL,
    epoch       INTEGER NOT NULL REFERENCES data_key (epoch),
    nonce       BLOB NOT NULL,
    sealed      BLOB NOT NULL,
    tail        TEXT,
    fingerprint BLOB UNIQUE,
    digest      BLOB NOT NULL,
    PRIMARY KEY (kind, number)
) STRICT, WITHOUT ROWID;

-- The sum of the events ----------------------------------------------------------------------
-- A table refers to earlier ones alone: where a whole ledger is copied over another, they are filled
-- in this order.

CREATE TABLE counter (
    letter  TEXT NOT NULL PRIMARY KEY CHECK (length(letter) = 1),
    highest INTEGER NOT NULL CHECK (highest > 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE program (
    program    TEXT NOT NULL,
    terms      TEXT NOT NULL,
    from_day   TEXT NOT NULL,
    adopted_by INTEGER NOT NULL PRIMARY KEY
) STRICT;

-- Who they are stands in `person`. An address that is no user's is one whose status is `outside`.
CREATE TABLE "user" (
    id          INTEGER NOT NULL PRIMARY KEY,
    version     INTEGER NOT NULL CHECK (version > 0),
    kind        TEXT NOT NULL CHECK (kind IN ('member', 'guest')),
    associated  TEXT NOT NULL CHECK (associated IN ('mpn', 'csp')),
    status      TEXT NOT NULL
                -- A list of more than two would be made a table of, for each user anew.
                CHECK (status = 'active' OR status = 'disabled' OR status = 'offboarded'
                       OR status = 'outside' OR status = 'forgotten'),
    offers_held TEXT NOT NULL
) STRICT;

CREATE TABLE organization (
    one             INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    name            TEXT NOT NULL,
    tenant          TEXT,
    account         INTEGER REFERENCES "user" (id),
    administered_in TEXT NOT NULL,
    region          TEXT,
    sample          INTEGER NOT NULL CHECK (sample IN (0, 1))
) STRICT;

CREATE TABLE epoch (
    epoch      INTEGER NOT NULL PRIMARY KEY,
    recipients TEXT NOT NULL,
    data_key   TEXT NOT NULL
) STRICT;

-- Who can open the newest epoch.
CREATE TABLE recipient (
    recipient TEXT NOT NULL PRIMARY KEY,
    user      INTEGER REFERENCES "user" (id),
    recovery  TEXT,
    since     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE user_role (
    user INTEGER NOT NULL REFERENCES "user" (id),
    role TEXT NOT NULL,
    PRIMARY KEY (user, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_role_by_role ON user_role (role);

CREATE TABLE membership (
    id                  INTEGER NOT NULL PRIMARY KEY,
    offer               TEXT NOT NULL,
    competency          TEXT,
    program             TEXT NOT NULL,
    purchased_on        TEXT NOT NULL,
    refund_until        TEXT NOT NULL,
    price_amount        TEXT,
    price_currency      TEXT,
    refund_forfeited_on TEXT,
    CHECK ((price_amount IS NULL) = (price_currency IS NULL))
) STRICT;

-- The paid years of a membership; each covers its days until the next begins (MEM-5, MEM-6).
CREATE TABLE term (
    membership      INTEGER NOT NULL REFERENCES membership (id),
    begins_on       TEXT NOT NULL,
    anniversary     TEXT NOT NULL,
    renewable_until TEXT NOT NULL,
    purchased       INTEGER NOT NULL CHECK (purchased IN (0, 1)),
    PRIMARY KEY (membership, begins_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE cancellation (
    number       INTEGER NOT NULL PRIMARY KEY,
    membership   INTEGER NOT NULL REFERENCES membership (id),
    requested_on TEXT NOT NULL,
    withdrawn_on TEXT,
    ended_on     TEXT,
    CHECK (withdrawn_on IS NULL OR ended_on IS NULL)
) STRICT;
CREATE INDEX cancellation_by_membership ON cancellation (membership);

-- A benefit is a line that a membership brings, or what an administrator recorded: then its own
-- terms stand here. When it lives, and how much of it is granted, is computed (TIME-1).
CREATE TABLE benefit (
    id              INTEGER NOT NULL PRIMARY KEY,
    category        TEXT NOT NULL,
    product         TEXT NOT NULL,
    benefit_type    TEXT CHECK (benefit_type IN ('core', 'incremental')),
    competency      TEXT,
    offer           TEXT,
    program         TEXT,
    own             TEXT,
    -- How many units are held by the newest that is known.
    held            INTEGER NOT NULL CHECK (held >= 0),
    seats           INTEGER NOT NULL CHECK (seats >= 0),
    keys_total      INTEGER NOT NULL CHECK (keys_total >= 0),
    keys_free       INTEGER NOT NULL CHECK (keys_free >= 0),
    keys_revealed   INTEGER NOT NULL CHECK (keys_revealed >= 0),
    CHECK ((own IS NULL) = (program IS NOT NULL)),
    CHECK (keys_free + keys_revealed <= keys_total)
) STRICT;
CREATE UNIQUE INDEX benefit_by_line ON benefit (product, category, coalesce(benefit_type, ''),
    coalesce(competency, ''), coalesce(offer, ''), coalesce(program, ''));

CREATE TABLE gtm_offer (
    id           INTEGER NOT NULL PRIMARY KEY,
    name         TEXT NOT NULL,
    program      TEXT NOT NULL,
    requested_on TEXT,
    expires      TEXT,
    CHECK (expires IS NULL OR requested_on IS NOT NULL),
    UNIQUE (name, program)
) STRICT;

CREATE TABLE marketing_contact (
    one      INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    user     INTEGER NOT NULL REFERENCES "user" (id),
    contact  INTEGER NOT NULL REFERENCES "user" (id),
    -- A text by its number, as titles and customers are.
    phone    INTEGER NOT NULL,
    language TEXT NOT NULL
) STRICT;

-- A seat has its id from its first assignment on, and its newest holder here as well; nobody where
-- its only assignment was undone.
CREATE TABLE seat (
    id       INTEGER NOT NULL PRIMARY KEY,
    benefit  INTEGER NOT NULL REFERENCES benefit (id),
    level    TEXT NOT NULL,
    user     INTEGER REFERENCES "user" (id),
    from_day TEXT,
    to_day   TEXT,
    CHECK ((user IS NULL) = (from_day IS NULL)),
    CHECK (to_day IS NULL OR to_day >= from_day)
) STRICT;
CREATE INDEX seat_by_benefit ON seat (benefit, id);
CREATE INDEX seat_unused ON seat (benefit, id) WHERE user IS NULL;
CREATE INDEX seat_waiting ON seat (benefit, from_day, id) WHERE to_day IS NOT NULL;

-- Who held a seat or credit, half-open: from a day until another.
CREATE TABLE holding (
    number   INTEGER NOT NULL PRIMARY KEY,
    benefit  INTEGER NOT NULL REFERENCES benefit (id),
    seat     INTEGER REFERENCES seat (id),
    level    TEXT,
    user     INTEGER NOT NULL REFERENCES "user" (id),
    from_day TEXT NOT NULL,
    to_day   TEXT,
    CHECK (to_day IS NULL OR to_day >= from_day),
    CHECK ((seat IS NULL) = (level IS NULL))
) STRICT;
CREATE INDEX holding_by_seat ON holding (seat) WHERE seat IS NOT NULL;
CREATE INDEX holding_begun ON holding (benefit, from_day);
CREATE INDEX holding_ended ON holding (benefit, to_day) WHERE to_day IS NOT NULL;
CREATE INDEX holding_by_user ON holding (user, benefit);
CREATE UNIQUE INDEX holding_of_seat ON holding (seat) WHERE seat IS NOT NULL AND to_day IS NULL;
-- One seat of a level per user (VS-4), and credit once.
CREATE UNIQUE INDEX holding_of_level ON holding (user, level)
    WHERE level IS NOT NULL AND to_day IS NULL;
CREATE UNIQUE INDEX holding_of_credit ON holding (user, benefit)
    WHERE seat IS NULL AND to_day IS NULL;

CREATE TABLE "key" (
    id               INTEGER NOT NULL PRIMARY KEY,
    benefit          INTEGER NOT NULL REFERENCES benefit (id),
    commitment       BLOB NOT NULL,
    key_type         TEXT,
    activations      INTEGER CHECK (activations >= 0),
    activations_used INTEGER NOT NULL CHECK (activations_used >= 0),
    seats            INTEGER CHECK (seats > 0),
    state            TEXT NOT NULL
                     CHECK (state = 'free' OR state = 'held' OR state = 'returned'
                            OR state = 'retired' OR state = 'redeemed' OR state = 'replaced'),
    holder           INTEGER REFERENCES "user" (id),
    revealed_on      TEXT,
    returned_on      TEXT,
    revealed_in      INTEGER,
    language         TEXT,
    os               TEXT,
    CHECK ((state = 'held') <= (holder IS NOT NULL)),
    CHECK (activations IS NULL OR activations_used <= activations)
) STRICT;
CREATE INDEX key_by_benefit ON "key" (benefit, state, id);
CREATE INDEX key_by_holder ON "key" (holder, id) WHERE holder IS NOT NULL;

-- Every time a key was shown, and for whom.
CREATE TABLE key_reveal (
    "key" INTEGER NOT NULL REFERENCES "key" (id),
    seq   INTEGER NOT NULL,
    user  INTEGER NOT NULL REFERENCES "user" (id),
    PRIMARY KEY ("key", seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX key_reveal_by_user ON key_reveal (user, "key");
CREATE INDEX key_reveal_by_operation ON key_reveal (seq);

-- A key is redeemed once (LIC-2).
CREATE TABLE redemption (
    "key"          INTEGER NOT NULL PRIMARY KEY REFERENCES "key" (id),
    tenant         TEXT NOT NULL,
    product        TEXT NOT NULL,
    mode           TEXT NOT NULL CHECK (mode IN ('new', 'add-seats', 'extend')),
    redeemed_on    TEXT NOT NULL,
    seq            INTEGER NOT NULL,
    before_seats   INTEGER,
    before_ends_on TEXT,
    then_seats     INTEGER NOT NULL,
    then_ends_on   TEXT NOT NULL
) STRICT;

-- What runs on a tenant: one subscription a product (LIC-10).
CREATE TABLE subscription (
    product TEXT NOT NULL,
    tenant  TEXT NOT NULL,
    seats   INTEGER NOT NULL CHECK (seats > 0),
    ends_on TEXT NOT NULL,
    latest  INTEGER NOT NULL REFERENCES "key" (id),
    PRIMARY KEY (product, tenant)
) STRICT, WITHOUT ROWID;

CREATE TABLE contract (
    id           INTEGER NOT NULL PRIMARY KEY,
    benefit      INTEGER NOT NULL REFERENCES benefit (id),
    requested_on TEXT NOT NULL,
    access_id    TEXT UNIQUE,
    contract_id  TEXT UNIQUE,
    CHECK ((access_id IS NULL) = (contract_id IS NULL))
) STRICT;
CREATE INDEX contract_by_benefit ON contract (benefit);

-- That the IDs of a contract are good, and for how long; without an end as long as the benefit.
CREATE TABLE confirmation (
    number    INTEGER NOT NULL PRIMARY KEY,
    contract  INTEGER NOT NULL REFERENCES contract (id),
    "on"      TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on   TEXT
) STRICT;
CREATE INDEX confirmation_by_contract ON confirmation (contract);

CREATE TABLE account_link (
    contract INTEGER NOT NULL REFERENCES contract (id),
    account  INTEGER NOT NULL REFERENCES "user" (id),
    PRIMARY KEY (contract, account)
) STRICT, WITHOUT ROWID;

CREATE TABLE incident (
    id        INTEGER NOT NULL PRIMARY KEY,
    contract  INTEGER NOT NULL REFERENCES contract (id),
    benefit   INTEGER NOT NULL REFERENCES benefit (id),
    plan      TEXT NOT NULL,
    title     INTEGER NOT NULL,
    account   INTEGER REFERENCES "user" (id),
    customer  INTEGER,
    product   TEXT,
    version   TEXT,
    opened_on TEXT NOT NULL,
    opened_by INTEGER NOT NULL,
    closed_on TEXT,
    closed_by INTEGER,
    closed_as TEXT CHECK (closed_as IN ('solved', 'duplicate', 'bug')),
    returned  INTEGER NOT NULL CHECK (returned IN (0, 1)),
    CHECK ((closed_on IS NULL) = (closed_as IS NULL))
) STRICT;
CREATE INDEX incident_opened ON incident (benefit, opened_on);

CREATE TABLE advisory_request (
    id              INTEGER NOT NULL PRIMARY KEY,
    benefit         INTEGER NOT NULL REFERENCES benefit (id),
    scenario        TEXT NOT NULL CHECK (scenario IN ('presales', 'deployment', 'marketplace')),
    title           INTEGER NOT NULL,
    hours_reserved  INTEGER NOT NULL CHECK (hours_reserved >= 0),
    hours_logged    INTEGER CHECK (hours_logged >= 0),
    deducts         INTEGER NOT NULL CHECK (deducts IN (0, 1)),
    requested_by    INTEGER NOT NULL REFERENCES "user" (id),
    requested_on    TEXT NOT NULL,
    requested_in    INTEGER NOT NULL,
    logged_on       TEXT,
    CHECK ((hours_logged IS NULL) = (logged_on IS NULL))
) STRICT;
CREATE INDEX advisory_requested ON advisory_request (benefit, requested_on);

-- How much of a year was used, as a number that was told: it stands for everything before it.
CREATE TABLE reading (
    number  INTEGER NOT NULL PRIMARY KEY,
    benefit INTEGER NOT NULL REFERENCES benefit (id),
    "on"    TEXT NOT NULL,
    seq     INTEGER NOT NULL,
    used    INTEGER NOT NULL CHECK (used >= 0)
) STRICT;
CREATE INDEX reading_of_benefit ON reading (benefit, "on", seq);

-- Which operations touched a thing, by its id with its letter.
CREATE TABLE touched (
    what TEXT NOT NULL,
    seq  INTEGER NOT NULL,
    PRIMARY KEY (what, seq)
) STRICT, WITHOUT ROWID;
