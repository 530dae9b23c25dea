//! What `ledger verify` can find, each with a code that stays what it is and a sentence that says
//! what it means.

use serde::Serialize;

macro_rules! findings {
    ($($name:ident $code:literal $meaning:literal)*) => {
        /// A kind of finding.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
        pub enum FindingCode { $(#[serde(rename = $code)] $name),* }

        impl FindingCode {
            /// Every kind, in the order in which they are looked for.
            pub const ALL: &[FindingCode] = &[$(FindingCode::$name),*];

            /// Its code: stable kebab-case.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(FindingCode::$name => $code),* }
            }

            /// What it means.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(FindingCode::$name => $meaning),* }
            }
        }
    };
}

findings! {
    FileDamaged "file-damaged" "the file's own structure is damaged, as the engine sees it"
    RowAstray "row-astray" "a row refers to one that is not there"
    OperationMissing "operation-missing" "an operation is not in the log"
    ChainBroken "chain-broken" "an operation does not follow the one before it"
    OperationChanged "operation-changed" "an operation, or one of its events, is not what was recorded"
    EventAstray "event-astray" "an event belongs to no operation, or to no place in one"
    EventUnreadable "event-unreadable" "an event is none that this mpn knows"
    EventImpossible "event-impossible" "an event cannot have happened after those before it"
    LedgerIdChanged "ledger-id-changed" "the ledger's id is not the one it was founded with"
    HeadMismatch "head-mismatch" "the end of the log is not where the head says"
    LogEmpty "log-empty" "there is no operation, not even the first"
    HeadNotInLog "head-not-in-log" "the log does not hold the head that was noted elsewhere"
    OlderThanLastSeen "older-than-last-seen" "the log does not hold the head that this user saw last"
    AnotherThanLastSeen "another-than-last-seen" "it is none of the ledgers that this user saw at its place"
    AnotherSeal "another-seal" "its seal print is not the one that the config file names for its place"
    RowExtra "row-extra" "a table has a row that the log does not tell of"
    RowMissing "row-missing" "a table lacks a row that the log tells of"
    RowDifferent "row-different" "a row is not what the log says"
    DataKeyDamaged "data-key-damaged" "a wrapped data key was changed"
    DataKeyMissing "data-key-missing" "a wrapped data key that the log tells of is not there"
    DataKeyChanged "data-key-changed" "a wrapped data key is another one, or for others, than the log says"
    RecipientsUnvouched "recipients-unvouched" "nobody who could open the ledger vouched for a change of who can"
    PersonAstray "person-astray" "a name and address stand there that the log does not tell of, or that were forgotten"
    PersonMissing "person-missing" "a name and address that the log tells of are not there"
    PersonChanged "person-changed" "a name, address or country is not what the log bound itself to"
    TextAstray "text-astray" "a text belongs to nothing that the log tells of, or was forgotten"
    TextMissing "text-missing" "a text that the log tells of is not there"
    TextChanged "text-changed" "a text is not what the log bound itself to"
    PepperChanged "pepper-changed" "what digests of requests are keyed with is not what the log bound itself to"
    SealedValueAstray "sealed-value-astray" "a sealed value belongs to nothing that the log tells of"
    SealedValueDamaged "sealed-value-damaged" "a sealed value was changed"
    SealedValueMissing "sealed-value-missing" "a sealed value that the log tells of is not there"
    SealedValueChanged "sealed-value-changed" "a sealed value does not open to what the log bound itself to"
}
