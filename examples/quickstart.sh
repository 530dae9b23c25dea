#!/usr/bin/env bash
#
# The main job of mpn in two minutes, on a made-up ledger in a temporary folder: what is there, who
# gets what, what is refused and from when, what is due, and what history can prove.
#
#   ./examples/quickstart.sh             builds mpn, then walks through it
#   ./examples/quickstart.sh --release   the same with an optimized build
#   MPN_BIN=/usr/local/bin/mpn ./examples/quickstart.sh
#                                        builds nothing and uses that one
#
# It leaves nothing behind, and neither reads nor changes a ledger of yours.

set -euo pipefail

# A binary that is named by a relative path is found from here, not from where it is run below.
if [[ ${MPN_BIN:-} == */* ]]; then
    MPN_BIN=$(cd -- "$(dirname -- "$MPN_BIN")" && pwd)/$(basename -- "$MPN_BIN")
fi
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

case "${1:-}" in
    '') profile=debug ;;
    --release) profile=release ;;
    *) printf 'usage: %s [--release]\n' "$0" >&2; exit 2 ;;
esac

if [[ -z ${MPN_BIN:-} ]]; then
    if [[ $profile == release ]]; then
        cargo build --locked --bin mpn --release
    else
        cargo build --locked --bin mpn
    fi
    MPN_BIN=${CARGO_TARGET_DIR:-target}/$profile/mpn
fi
mpn_bin=$MPN_BIN

folder=$(mktemp -d)
trap 'rm -rf -- "$folder"' EXIT

# A home of its own, a fixed clock so that every date below is the same each time, and nothing that
# would lead mpn elsewhere.
unset "${!MPN_@}" XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME
export HOME=$folder
export MPN_NOW=2026-06-01T09:00:00Z

heading() {
    printf '\n# %s\n' "$*"
}

# Prints a command as one would type it.
show() {
    local word line='$ mpn'
    for word in "$@"; do
        if [[ $word =~ [[:space:]()] ]]; then
            line+=" \"$word\""
        else
            line+=" $word"
        fi
    done
    printf '\n%s\n' "$line"
}

# Runs mpn, without the warning of the fixed clock that every write would repeat.
mpn() {
    "$mpn_bin" "$@" 2>&1 | sed '/recorded with a fixed clock/d'
}

# Shows a command and its answer.
run() {
    show "$@"
    mpn "$@"
}

# Shows a command that is to be refused, with the exit code that a script would see.
refused() {
    local expected=$1 status=0
    shift
    show "$@"
    mpn "$@" || status=$?
    printf '(exit code %s)\n' "$status"
    if [[ $status != "$expected" ]]; then
        printf 'quickstart: %s was expected\n' "$expected" >&2
        exit 1
    fi
}

heading 'A ledger from an opening statement: what the organization bought, and what is in use'
run init --from examples/gold.toml
run benefits list -o table

heading 'Bring in the people of the directory'
run user import entra examples/contoso-users.csv

heading 'Give one of them a Visual Studio seat'
run vs assign 'Visual Studio Enterprise' fay@contoso.com --reason 'joins the platform team'

heading 'It cannot be moved on for 90 days; the refusal tells the first day'
refused 5 vs reassign 'Visual Studio Enterprise' fay@contoso.com gus@contoso.com
run vs reassign 'Visual Studio Enterprise' fay@contoso.com gus@contoso.com --dry-run --now 2026-08-30

heading 'Get a product key; with a request id a second run gives the same key again'
run software get-keys 'Windows Server 2019 Standard' --for fay@contoso.com --language nl-NL \
    --request-id ticket-4711 -o table
run software get-keys 'Windows Server 2019 Standard' --for fay@contoso.com --language nl-NL \
    --request-id ticket-4711 --quiet

heading 'Bulk Azure credit has one holder, who holds no other credit offer'
refused 5 azure assign 'Azure bulk credit' dana@contoso.com
run azure assign 'Azure bulk credit' bo@contoso.com
refused 5 azure remove 'Azure bulk credit' bo@contoso.com
run azure transfer 'Azure bulk credit' hiro@contoso.com

heading 'A license key is redeemed once, so look at both ways first, then consent with --yes'
run license redeem 'Microsoft 365 E3' --plan
refused 2 license redeem 'Microsoft 365 E3' --mode extend --tenant contoso.onmicrosoft.com
run license redeem 'Microsoft 365 E3' --mode extend --tenant contoso.onmicrosoft.com --yes --quiet

heading 'Is a case covered by support? Then open it, and count it'
refused 5 support check --product 'SQL Server' --version 2016
run support check --product 'SQL Server' --version 2017
run support open product-support --title 'backup fails' --product 'SQL Server' --version 2017

heading 'What is due, and from when is a renewal allowed?'
run due --within 200d -o table
refused 5 why membership renew M4

heading 'Who may do what is checked'
refused 4 vs assign 'Visual Studio Enterprise' zoë@contoso.com --as cy@contoso.com

heading 'Everything that happened is in the history, and the history holds together'
run history list -o table
run ledger verify --against "$(mpn ledger head --quiet)"
