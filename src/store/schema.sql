-- The ledger. `operation` and `event` are the ground, with the sealed values and the wrapped data
-- keys; every other table is the sum of the events and can be dropped and replayed.
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

CREATE TABLE counter (
    letter  TEXT NOT NULL PRIMARY KEY CHECK (length(letter) = 1),
    highest INTEGER NOT NULL CHECK (highest > 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE program (
    program    TEXT NOT NULL,
    terms      TEXT NOT NULL,
    adopted_by INTEGER NOT NULL PRIMARY KEY
) STRICT;

CREATE TABLE organization (
    one             INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    name            TEXT NOT NULL,
    tenant          TEXT,
    account_email   TEXT,
    administered_in TEXT NOT NULL,
    region          TEXT,
    sample          INTEGER NOT NULL CHECK (sample IN (0, 1))
) STRICT;

CREATE TABLE epoch (
    epoch      INTEGER NOT NULL PRIMARY KEY,
    recipients TEXT NOT NULL,
    data_key   TEXT NOT NULL
) STRICT;

CREATE TABLE "user" (
    email       TEXT NOT NULL PRIMARY KEY,
    name        TEXT NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('member', 'guest')),
    associated  TEXT NOT NULL CHECK (associated IN ('mpn', 'csp')),
    country     TEXT,
    status      TEXT NOT NULL CHECK (status IN ('active', 'disabled', 'offboarded')),
    offers_held TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Who can open the newest epoch. An identity is made before its user is known to the ledger.
CREATE TABLE recipient (
    recipient TEXT NOT NULL PRIMARY KEY,
    email     TEXT REFERENCES "user" (email) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    recovery  TEXT,
    since     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE user_role (
    email TEXT NOT NULL REFERENCES "user" (email) ON UPDATE CASCADE,
    role  TEXT NOT NULL,
    PRIMARY KEY (email, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_role_by_role ON user_role (role);

CREATE TABLE membership (
    id                  INTEGER NOT NULL PRIMARY KEY,
    offer               TEXT NOT NULL,
    competency          TEXT,
    purchased_on        TEXT NOT NULL,
    anniversary         TEXT NOT NULL,
    renewable_until     TEXT NOT NULL,
    refund_until        TEXT NOT NULL,
    price_amount        TEXT,
    price_currency      TEXT,
    state               TEXT NOT NULL
                        CHECK (state IN ('held', 'cancel-requested', 'cancelled', 'lapsed')),
    refund_forfeited_on TEXT,
    CHECK ((price_amount IS NULL) = (price_currency IS NULL))
) STRICT;

CREATE TABLE benefit (
    id              INTEGER NOT NULL PRIMARY KEY,
    category        TEXT NOT NULL,
    product         TEXT NOT NULL,
    offer           TEXT NOT NULL,
    competency      TEXT,
    membership      INTEGER REFERENCES membership (id),
    benefit_type    TEXT CHECK (benefit_type IN ('core', 'incremental')),
    origin          TEXT NOT NULL CHECK (origin IN ('program', 'grant')),
    quantity        INTEGER CHECK (quantity >= 0),
    unlimited       INTEGER NOT NULL CHECK (unlimited IN (0, 1)),
    starts_on       TEXT NOT NULL,
    activate_by     TEXT,
    ends_on         TEXT NOT NULL,
    details         TEXT NOT NULL,
    ended           TEXT CHECK (ended IN ('superseded', 'lapsed', 'cancelled')),
    used            INTEGER NOT NULL CHECK (used >= 0),
    keys_total      INTEGER NOT NULL CHECK (keys_total >= 0),
    keys_free       INTEGER NOT NULL CHECK (keys_free >= 0),
    keys_revealed   INTEGER NOT NULL CHECK (keys_revealed >= 0),
    CHECK (unlimited = 0 OR quantity IS NULL),
    CHECK (keys_free + keys_revealed <= keys_total)
) STRICT;
CREATE INDEX benefit_by_product ON benefit (product);

CREATE TABLE gtm_offer (
    id           INTEGER NOT NULL PRIMARY KEY,
    name         TEXT NOT NULL UNIQUE,
    sources      TEXT NOT NULL,
    offer        TEXT NOT NULL,
    ends_on      TEXT NOT NULL,
    ended        INTEGER NOT NULL CHECK (ended IN (0, 1)),
    requested_on TEXT,
    expires      TEXT,
    CHECK (expires IS NULL OR requested_on IS NOT NULL)
) STRICT;

CREATE TABLE marketing_contact (
    one           INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    email         TEXT NOT NULL REFERENCES "user" (email) ON UPDATE CASCADE,
    contact_email TEXT NOT NULL,
    phone         TEXT NOT NULL,
    language      TEXT NOT NULL
) STRICT;

CREATE TABLE seat (
    id               INTEGER NOT NULL PRIMARY KEY,
    benefit          INTEGER NOT NULL REFERENCES benefit (id),
    level            TEXT NOT NULL,
    email            TEXT REFERENCES "user" (email) ON UPDATE CASCADE,
    assigned_on      TEXT,
    last_email       TEXT REFERENCES "user" (email) ON UPDATE CASCADE,
    last_assigned_on TEXT,
    ended            INTEGER NOT NULL CHECK (ended IN (0, 1)),
    CHECK ((email IS NULL) = (assigned_on IS NULL)),
    CHECK ((last_email IS NULL) = (last_assigned_on IS NULL)),
    CHECK (ended = 0 OR email IS NULL),
    -- One seat of a level per user (VS-4).
    UNIQUE (email, level)
) STRICT;
CREATE INDEX seat_free ON seat (benefit, last_assigned_on, id) WHERE email IS NULL AND ended = 0;
CREATE INDEX seat_by_benefit ON seat (benefit, id);
CREATE INDEX seat_by_last ON seat (last_email, benefit) WHERE last_email IS NOT NULL;

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
                            OR state = 'retired' OR state = 'redeemed' OR state = 'replaced'
                            OR state = 'ended'),
    holder           TEXT REFERENCES "user" (email) ON UPDATE CASCADE,
    revealed_on      TEXT,
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
    email TEXT NOT NULL REFERENCES "user" (email) ON UPDATE CASCADE,
    PRIMARY KEY ("key", seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX key_reveal_by_user ON key_reveal (email, "key");

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
    benefit      INTEGER NOT NULL UNIQUE REFERENCES benefit (id),
    requested_on TEXT NOT NULL,
    starts_on    TEXT,
    ends_on      TEXT,
    access_id    TEXT UNIQUE,
    contract_id  TEXT UNIQUE,
    CHECK ((starts_on IS NULL) = (ends_on IS NULL)),
    CHECK ((access_id IS NULL) = (contract_id IS NULL))
) STRICT;

CREATE TABLE account_link (
    contract INTEGER NOT NULL REFERENCES contract (id),
    account  TEXT NOT NULL,
    PRIMARY KEY (contract, account)
) STRICT, WITHOUT ROWID;

CREATE TABLE incident (
    id        INTEGER NOT NULL PRIMARY KEY,
    contract  INTEGER NOT NULL REFERENCES contract (id),
    benefit   INTEGER NOT NULL REFERENCES benefit (id),
    plan      TEXT NOT NULL,
    title     TEXT NOT NULL,
    account   TEXT,
    customer  TEXT,
    product   TEXT,
    version   TEXT,
    opened_on TEXT NOT NULL,
    closed_on TEXT,
    closed_as TEXT CHECK (closed_as IN ('solved', 'duplicate', 'bug')),
    counted   INTEGER NOT NULL CHECK (counted IN (0, 1)),
    CHECK ((closed_on IS NULL) = (closed_as IS NULL))
) STRICT;

CREATE TABLE advisory_request (
    id              INTEGER NOT NULL PRIMARY KEY,
    benefit         INTEGER NOT NULL REFERENCES benefit (id),
    scenario        TEXT NOT NULL CHECK (scenario IN ('presales', 'deployment', 'marketplace')),
    title           TEXT NOT NULL,
    hours_reserved  INTEGER NOT NULL CHECK (hours_reserved >= 0),
    hours_logged    INTEGER CHECK (hours_logged >= 0),
    deducts         INTEGER NOT NULL CHECK (deducts IN (0, 1)),
    requested_by    TEXT NOT NULL REFERENCES "user" (email) ON UPDATE CASCADE,
    requested_on    TEXT NOT NULL,
    logged_on       TEXT,
    of_earlier_term INTEGER NOT NULL CHECK (of_earlier_term IN (0, 1)),
    CHECK ((hours_logged IS NULL) = (logged_on IS NULL))
) STRICT;
CREATE INDEX advisory_open ON advisory_request (benefit) WHERE hours_logged IS NULL;

-- The terms a membership had before its present one (MEM-6).
CREATE TABLE membership_term (
    membership  INTEGER NOT NULL REFERENCES membership (id),
    anniversary TEXT NOT NULL,
    PRIMARY KEY (membership, anniversary)
) STRICT, WITHOUT ROWID;

CREATE TABLE credit (
    benefit     INTEGER NOT NULL REFERENCES benefit (id),
    email       TEXT NOT NULL REFERENCES "user" (email) ON UPDATE CASCADE,
    assigned_on TEXT NOT NULL,
    PRIMARY KEY (benefit, email)
) STRICT, WITHOUT ROWID;
CREATE INDEX credit_by_user ON credit (email);

-- Which operations touched a thing: a user by email, anything else by its id with its letter.
CREATE TABLE touched (
    what TEXT NOT NULL,
    seq  INTEGER NOT NULL,
    PRIMARY KEY (what, seq)
) STRICT, WITHOUT ROWID;
