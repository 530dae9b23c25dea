#!/bin/sh
#
# Whether mpn works here, as a pipeline would ask: on a made-up ledger in a temporary folder, with a
# fixed clock, by exit codes and JSON alone. It leaves nothing behind and prints no key.
#
#   examples/ci/smoke.sh                 runs the mpn that is installed
#   MPN_BIN=target/debug/mpn examples/ci/smoke.sh
#
# Exit code 0 when everything is as it should be, else 1 with what was not.

set -eu
umask 077

mpn=${MPN_BIN:-mpn}
folder=$(mktemp -d)
trap 'rm -rf -- "$folder"' EXIT

# Nothing of a ledger of yours: each of these goes before a config file.
export MPN_NOW=2026-06-01T09:00:00Z
export MPN_LEDGER="$folder/ledger.mpn"
export MPN_IDENTITY="$folder/identity.txt"
export MPN_AS=ann@contoso.com
export MPN_NO_INPUT=1
unset MPN_CONFIG MPN_OUTPUT MPN_WAIT
export HOME="$folder" XDG_CONFIG_HOME="$folder/config" XDG_DATA_HOME="$folder/data"

fail() {
    echo "smoke: $*" >&2
    sed 's/^/  /' "$folder/said" >&2
    exit 1
}

# expect CODE ARGUMENT... runs mpn, which must end with that code; what it answers is in $folder/answer.
expect() {
    wanted=$1
    shift
    status=0
    "$mpn" "$@" >"$folder/answer" 2>"$folder/said" || status=$?
    [ "$status" -eq "$wanted" ] || fail "mpn $*: exit code $status, and not $wanted"
    echo "ok: mpn $* ($status)"
}

answer_has() {
    grep -q -- "$1" "$folder/answer" || fail "the answer has no $1"
}

expect 3 status
expect 0 sample --users 20 --quiet
expect 6 sample
expect 0 ledger verify
expect 0 ledger head --quiet
noted=$(cat "$folder/answer")

# A script branches on codes: 11 is something due, 5 a rule, 4 a role, 2 a mistake in typing.
expect 11 due --check --within 30d -o json
answer_has '"kind":"anniversary"'
expect 5 software get-keys 'Windows Server 2019 User CAL' -o json
[ -s "$folder/answer" ] && fail 'a refusal answers nothing on stdout'
grep -q '"code":"no-free-key"' "$folder/said" || fail 'a refusal is JSON with its code'
expect 4 export keys --reveal --out "$folder/keys.csv" --as marketing@contoso.com
expect 2 vs asign B1 ann@contoso.com

# What may run twice has a request id: it is done once and answers the same.
expect 0 user add eli@contoso.com --name 'Eli Vos' --country NL --request-id job-1-user
expect 0 vs assign 'Visual Studio Enterprise (DevOps)' eli@contoso.com --request-id job-1-seat -o json
answer_has '"changed":true'
cp "$folder/answer" "$folder/first"
expect 0 vs assign 'Visual Studio Enterprise (DevOps)' eli@contoso.com --request-id job-1-seat -o json
cmp -s "$folder/answer" "$folder/first" || fail 'the second answer is another'
expect 6 vs unassign 'Visual Studio Enterprise (DevOps)' eli@contoso.com --request-id job-1-seat

# Many wishes are planned, and then done in one operation; a second time there is nothing to do.
cat >"$folder/wishes.toml" <<'WISHES'
[[seat]]
benefit = "Visual Studio Enterprise (DevOps)"
users = ["eli@contoso.com", "ida@contoso.com"]
WISHES
expect 0 user add ida@contoso.com --name 'Ida Berg' --quiet
expect 10 plan "$folder/wishes.toml" --exit-code --out "$folder/plan.json" -o json
answer_has '"status":"ok"'
expect 0 apply "$folder/plan.json" -o json
expect 6 apply "$folder/plan.json"
expect 0 plan "$folder/wishes.toml" --exit-code

# A key goes into a file of its owner's alone, never into a log.
expect 0 software get-keys 'SQL Server 2017 Standard' --request-id job-1-key -o tsv --columns key --quiet
cp "$folder/answer" "$folder/key"
expect 0 software get-keys 'SQL Server 2017 Standard' --request-id job-1-key -o tsv --columns key --quiet
cmp -s "$folder/answer" "$folder/key" || fail 'the second key is another'

# Rows for whoever works in a spreadsheet.
expect 0 export assignments --out "$folder/held.csv" -o json
answer_has '"format":"csv"'
expect 0 benefits list --category visual-studio -o json --columns id,available

# The history is the one that was noted, and grew by five operations.
expect 0 ledger verify --against "$noted"
expect 0 history list --since 2026-06-01 -o json --columns command
answer_has '^\[{"command":"user add"},{"command":"vs assign"},{"command":"user add"},{"command":"apply"},{"command":"software get-keys"}\]$'

echo 'smoke: all is as it should be'
