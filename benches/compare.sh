#!/usr/bin/env bash
# Measures mpn side by side with the bare sqlite3 shell, and a small ledger with a large one.
#
#   benches/compare.sh [RUNS]          RUNS of each single command; 41 unless given
#   MPN_BENCH_USERS=1000000            how many events the large ledger has, about
#   MPN_BENCH_FOLDER=/some/disk        where the ledgers lie while it runs
#
# Both of a pair take turns within one run, so that whatever else the machine does strikes both
# alike. What is told is the median of each, their ratio, and the ratio that is aimed at.
set -euo pipefail

runs=${1:-41}
users=${MPN_BENCH_USERS:-1000000}
keys=100000
cd "$(dirname "$0")/.."

if ! command -v sqlite3 >/dev/null; then
    echo "benches/compare.sh: the sqlite3 command is missing; install it (package sqlite3)" >&2
    exit 1
fi
if [ -z "${EPOCHREALTIME:-}" ]; then
    echo "benches/compare.sh: bash 5 or newer is needed, for its clock" >&2
    exit 1
fi

cargo build --release --quiet
mpn=$(pwd)/target/release/mpn
folder=$(mktemp -d "${MPN_BENCH_FOLDER:-/tmp}/mpn-bench.XXXXXX")
trap 'rm -rf "$folder"' EXIT

# No setting of the caller's may reach into the measurement.
unset MPN_LEDGER MPN_OUTPUT MPN_NOW MPN_WAIT MPN_NO_INPUT
export MPN_CONFIG="$folder/config.toml" MPN_IDENTITY="$folder/identity.txt" MPN_AS=ann@contoso.com
export XDG_STATE_HOME="$folder/state"

# Microseconds since 1970; whatever the decimal sign of the locale is.
now() { printf -v "$1" '%s' "${EPOCHREALTIME//[^0-9]/}"; }

# The median of the numbers in a file.
median() { sort -n "$1" | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

# compare NAME AIM RUNS ONE OTHER: the functions ONE and OTHER take turns, each told the number of
# its turn; PREPARE, if there is such a function, goes before each turn and is not measured.
compare() {
    local name=$1 aim=$2 turns=$3 one=$4 other=$5 start end turn which
    : >"$folder/$one.times"
    : >"$folder/$other.times"
    for ((turn = 0; turn < turns; turn++)); do
        for which in "$one" "$other"; do
            if declare -F "prepare_$which" >/dev/null; then "prepare_$which" "$turn"; fi
            now start
            "$which" "$turn" >/dev/null 2>"$folder/stderr" || {
                echo "$which failed:" >&2
                cat "$folder/stderr" >&2
                exit 1
            }
            now end
            # The first turn warms the caches.
            if ((turn > 0)); then echo $((end - start)) >>"$folder/$which.times"; fi
        done
    done
    awk -v name="$name" -v aim="$aim" -v a="$(median "$folder/$one.times")" \
        -v b="$(median "$folder/$other.times")" 'BEGIN {
            ratio = a / b
            printf "%-44s %10.2f ms %10.2f ms %7.2f×  (aim %s×)%s\n", name, a / 1000, b / 1000,
                ratio, aim, (ratio > aim ? "  MISSED" : "")
        }'
}

# users FROM COUNT: a directory export.
users() {
    awk -v from="$1" -v count="$2" 'BEGIN {
        print "userPrincipalName,displayName,userType,accountEnabled,usageLocation"
        for (i = from; i < from + count; i++)
            printf "user%d@contoso.com,User %d,Member,True,NL\n", i, i
    }'
}

# keys COUNT: product keys that are made up, in an order that no index likes.
keys() {
    awk -v count="$1" 'BEGIN {
        split("B C D F G H J K M P Q R T V W X Y 2 3 4 6 7 8 9", letter, " ")
        srand(7)
        for (i = 0; i < count; i++) {
            key = ""
            number = i
            for (place = 0; place < 25; place++) {
                if (place > 0 && place % 5 == 0) key = key "-"
                if (place >= 20) { key = key letter[number % 24 + 1]; number = int(number / 24) }
                else key = key letter[int(rand() * 24) + 1]
            }
            print key
        }
    }'
}

echo "making the ledgers …" >&2
"$mpn" --ledger "$folder/small.mpn" init --from examples/gold.toml >/dev/null
users 0 1000 >"$folder/users.csv"
"$mpn" --ledger "$folder/small.mpn" -q user import entra "$folder/users.csv" >/dev/null
keys $keys >"$folder/many.keys"
cp "$folder/small.mpn" "$folder/large.mpn"
for ((from = 1000; from < users; from += 20000)); do
    users $from 20000 >"$folder/users.csv"
    "$mpn" --ledger "$folder/large.mpn" -q user import entra "$folder/users.csv" >/dev/null
done
durable="PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = EXTRA;"
sqlite3 "$folder/bare.db" "$durable
    CREATE TABLE log (seq INTEGER PRIMARY KEY, body TEXT NOT NULL);
    CREATE TABLE seat (id INTEGER PRIMARY KEY, email TEXT UNIQUE, assigned_on TEXT);
    INSERT INTO seat (id) VALUES (1), (2), (3);" >/dev/null

small="$folder/small.mpn"
large="$folder/large.mpn"
events() { sqlite3 "$1" "SELECT count(*) FROM event"; }

list_mpn() { "$mpn" --ledger "$small" benefits list; }
list_sqlite() {
    sqlite3 "$small" "SELECT id, category, product, offer, competency, benefit_type FROM benefit ORDER BY id"
}

# Assigns and unassigns in turns: either is one durable write.
seat() {
    local verb=assign
    if (($2 % 2)); then verb=unassign; fi
    "$mpn" --ledger "$1" vs $verb "Visual Studio Enterprise" user7@contoso.com
}
write_mpn() { seat "$small" "$1"; }
write_sqlite() {
    sqlite3 "$folder/bare.db" "$durable BEGIN IMMEDIATE;
        INSERT INTO log (body) VALUES ('{\"kind\":\"seat-assigned\",\"seat\":\"S2\"}'); COMMIT;"
}

import_mpn() {
    "$mpn" --ledger "$folder/import.mpn" -q software add-keys "SQL Server 2017 Standard" \
        "$folder/many.keys"
}
# A copy that is put there anew is no older ledger here, so what was seen last is forgotten.
prepare_import_mpn() {
    cp "$small" "$folder/import.mpn"
    rm -rf "$XDG_STATE_HOME"
}
import_sqlite() {
    sqlite3 "$folder/import.db" "$durable" ".mode csv" ".import $folder/many.keys keys"
}
prepare_import_sqlite() {
    rm -f "$folder/import.db"
    sqlite3 "$folder/import.db" "$durable CREATE TABLE keys (key TEXT NOT NULL UNIQUE);" >/dev/null
}

read_large() { "$mpn" --ledger "$large" benefits list; }
read_small() { "$mpn" --ledger "$small" benefits list; }
show_large() { "$mpn" --ledger "$large" user show user7@contoso.com; }
show_small() { "$mpn" --ledger "$small" user show user7@contoso.com; }
write_large() { seat "$large" "$1"; }
write_small() { seat "$small" "$1"; }
grant_large() { role "$large" "$1"; }
grant_small() { role "$small" "$1"; }
role() {
    local verb=grant
    if (($2 % 2)); then verb=revoke; fi
    "$mpn" --ledger "$1" user $verb user9@contoso.com admin-agent
}
miss_large() { miss "$large"; }
miss_small() { miss "$small"; }
# A name that is not there looks for the nearest.
miss() { ! "$mpn" --ledger "$1" user show user7@contoso.con; }

status_large() { "$mpn" --ledger "$large" status; }
status_small() { "$mpn" --ledger "$small" status; }
why_large() { why "$large"; }
why_small() { why "$small"; }
why() { "$mpn" --ledger "$1" why vs assign "Visual Studio Enterprise" user8@contoso.com; }
# Each turn somebody else leaves.
leave_large() { leave "$large" "$1"; }
leave_small() { leave "$small" "$1"; }
leave() { "$mpn" --ledger "$1" user offboard "user$((100 + $2))@contoso.com" --yes; }

# The most memory that it needs, in megabytes.
peak() {
    command -v /usr/bin/time >/dev/null || return 0
    /usr/bin/time -f '%M' -o "$folder/peak" "$mpn" --ledger "$large" ledger verify >/dev/null
    awk '{ printf "%-44s %10.0f MB  (aim 256 MB)\n", "verify of a large ledger, at its peak", $1 / 1024 }' "$folder/peak"
}

verify_mpn() { "$mpn" --ledger "$large" ledger verify; }
verify_sqlite() { sqlite3 "$large" "PRAGMA integrity_check"; }

printf '%-44s %13s %13s %8s\n' "" "mpn" "sqlite3" "ratio"
compare "benefits list / one select" 2 "$runs" list_mpn list_sqlite
# An odd number of turns would leave the seat assigned.
even=$((runs + runs % 2))
compare "vs assign / one durable insert" 2 "$even" write_mpn write_sqlite
compare "add-keys of $keys / .import" 3 7 import_mpn import_sqlite
compare "verify of a large ledger / integrity_check" 4 4 verify_mpn verify_sqlite
peak
printf '\n%-44s %13s %13s %8s\n' "" "$(events "$large") ev." "$(events "$small") ev." "ratio"
compare "benefits list" 1.2 "$runs" read_large read_small
compare "user show" 1.2 "$runs" show_large show_small
compare "vs assign" 1.2 "$even" write_large write_small
compare "user grant" 1.2 "$even" grant_large grant_small
compare "user show of nobody" 1.2 7 miss_large miss_small
compare "status" 1.2 "$runs" status_large status_small
compare "why vs assign" 1.2 "$runs" why_large why_small
compare "user offboard" 1.2 "$runs" leave_large leave_small
