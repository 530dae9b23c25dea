#!/bin/sh
#
# Hands out product keys to everybody on a list.
#
#   assign-keys.sh PEOPLE.csv RESULT.csv [OPTION]...
#
# PEOPLE.csv has the header `email,product` and a row for each key that is wanted; a product is its
# name or id, and neither holds a comma. RESULT.csv gets a row for each: what became of it, and the
# key. Options go to `mpn software get-keys`, as --reason "new laptops" or --forfeit-refund.
#
# Every row is a request of its own, and it is safe to run this again, after an interruption as well
# as after a success: who has their key gets the same one, and nobody two.
#
# Exit codes: 0 every row has its key; 1 some have not, and the result says why; anything else is
# that of mpn, where going on would not help. RESULT.csv holds keys: only its owner can read it.

set -eu
umask 077

mpn=${MPN_BIN:-mpn}

if [ "$#" -lt 2 ]; then
    echo "usage: $0 PEOPLE.csv RESULT.csv [OPTION]..." >&2
    exit 2
fi
people=$1
result=$2
shift 2

header=$(head -n 1 -- "$people" | tr -d '\r')
if [ "${header#"$(printf '\357\273\277')"}" != email,product ]; then
    echo "$0: $people does not begin with the header email,product" >&2
    exit 2
fi

# Written beside its place and renamed at the end: a result is whole or it is not there.
written=$(mktemp -- "$result.XXXXXX")
said=$(mktemp)
trap 'rm -f -- "$written" "$said"' EXIT

# One key for $1 of product $2.
get_key() {
    email=$1
    product=$2
    shift 2
    "$mpn" software get-keys "$product" --for "$email" "$@" \
        --no-input --quiet -o tsv --columns id,key </dev/null 2>"$said"
}

tab=$(printf '\t')
missing=0
echo email,product,outcome,id,key >"$written"

while IFS=, read -r email product || [ -n "$email" ]; do
    if [ -z "$email" ]; then
        continue
    fi
    status=0
    answer=$(get_key "$email" "$product" "$@") || status=$?
    if [ "$status" -eq 8 ]; then
        # The outcome could not be learned. The request id makes asking again harmless.
        status=0
        answer=$(get_key "$email" "$product" "$@") || status=$?
    fi
    case $status in
        0)
            echo "$email,$product,assigned,${answer%%"$tab"*},${answer#*"$tab"}" >>"$written"
            ;;
        3 | 5 | 6)
            # Not found, refused, or in conflict: of this row alone, so the others go on.
            case $status in
                3) outcome='not found' ;;
                5) outcome=refused ;;
                6) outcome=conflict ;;
            esac
            missing=$((missing + 1))
            echo "$email,$product,$outcome,," >>"$written"
            echo "$email, $product: $outcome" >&2
            sed 's/^/  /' "$said" >&2
            ;;
        *)
            # No role, no identity, a full disk, a damaged ledger: the next row would fare no better.
            cat -- "$said" >&2
            echo "$0: stopped at $email; what was assigned before is in the ledger" >&2
            exit "$status"
            ;;
    esac
done <<ROWS
$(tail -n +2 -- "$people" | tr -d '\r')
ROWS

mv -- "$written" "$result"
echo "$(grep -c ',assigned,' "$result" || true) assigned, $missing not: $result"
[ "$missing" -eq 0 ]
