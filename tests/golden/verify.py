#!/usr/bin/env python3
"""Checks the chain of a ledger of mpn without mpn: nothing but the words of its format.

    python3 verify.py LEDGER.mpn       reads the tables operation, event and head
    python3 verify.py VECTORS.json     reads the same from JSON, as in operations.json

An operation's hash is SHA-256 over these parts, each with its length before it as eight bytes,
big-endian: the tag, the ledger's id, seq (eight bytes, big-endian), the previous hash, the fields
below in their order, how many events there are (eight bytes, big-endian), and each event's text.
A reason that is absent is a length of 2**64 - 1 and no bytes. Texts are UTF-8, as they stand.
Who can open the ledger is vouched for under its data keys. Where these are given (`data_keys` of
VECTORS.json: an epoch's 32 bytes in hexadecimal; nobody without an identity has them) that is checked,
too. A vouch is HMAC-SHA-256 over these parts, each with its length before it: the ledger's id, seq, the
previous hash, the epoch (four bytes, big-endian), its data key's commitment, how many recipients there
are (eight bytes) and each of them; the key is HMAC-SHA-256(data key, "mpn.recipients.v1"). A commitment
is SHA-256 over "mpn.data-key-commitment.v1", the ledger's id, the epoch and the data key, so framed.

It says the head and ends with 0, or says every operation that is wrong and ends with 1.
"""

import hashlib
import hmac
import json
import sqlite3
import sys

TAG = b"mpn.operation.v1"
GENESIS = "0" * 64
FIELDS = ["op_id", "recorded_at", "clock", "on", "actor", "os_user", "host", "command", "request",
          "reason", "program", "mpn_version"]


def number(value):
    return value.to_bytes(8, "big", signed=value < 0)


def hashed(ledger, operation):
    texts = [ledger, None, operation["prev"]] + [operation[field] for field in FIELDS]
    parts = [None if text is None else text.encode() for text in texts]
    parts[1] = number(operation["seq"])
    parts += [number(len(operation["events"]))] + [text.encode() for text in operation["events"]]
    digest = hashlib.sha256(number(len(TAG)) + TAG)
    for part in parts:
        digest.update(b"\xff" * 8 if part is None else number(len(part)) + part)
    return digest.hexdigest()


def framed(*parts):
    return b"".join(number(len(part)) + part for part in parts)


def commitment(ledger, epoch, key):
    parts = [b"mpn.data-key-commitment.v1", ledger.encode(), epoch.to_bytes(4, "big"), key]
    return hashlib.sha256(framed(*parts)).hexdigest()


def vouch(ledger, operation, told, data_key, key):
    recipients = [recipient.encode() for recipient in told["recipients"]]
    place = [ledger.encode(), number(operation["seq"]), operation["prev"].encode()]
    listed = [told["epoch"].to_bytes(4, "big"), data_key.encode(), number(len(recipients))]
    by = hmac.new(key, b"mpn.recipients.v1", hashlib.sha256).digest()
    return hmac.new(by, framed(*place, *listed, *recipients), hashlib.sha256).hexdigest()


def unvouched(log):
    ledger, keys, begun = log["ledger_id"], {}, {}
    for epoch, key in log.get("data_keys", {}).items():
        keys[int(epoch)] = bytes.fromhex(key)
    for operation in log["operations"] if keys else []:
        seq, due = operation["seq"], False
        for told in map(json.loads, operation["events"]):
            kind, epoch = told["kind"], told.get("epoch")
            due = due or kind in ("recipient-added", "recipient-removed", "epoch-begun")
            if kind == "epoch-begun":
                begun[epoch] = told["data_key"]
                if commitment(ledger, epoch, keys[epoch]) != told["data_key"]:
                    yield f"operation {seq}: the data key of epoch {epoch} is another one"
            if kind == "recipients-vouched":
                wanted = [(told["vouch"], epoch)]
                wanted += [(told.get("by_before"), epoch - 1)] if epoch > 1 else []
                due = any(vouch(ledger, operation, told, begun[epoch], keys[by]) != text
                          for text, by in wanted)
        if due:
            yield f"operation {seq}: nobody who could open the ledger vouched for it"


def read(path):
    with open(path, "rb") as file:
        if file.read(16) != b"SQLite format 3\0":
            return json.load(open(path, encoding="utf-8"))
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    operations = [dict(row) for row in db.execute("SELECT * FROM operation ORDER BY seq")]
    events = "SELECT body FROM event WHERE seq = ? ORDER BY position"
    for operation in operations:
        operation["events"] = [row[0] for row in db.execute(events, [operation["seq"]])]
    ledger, seq, head = db.execute("SELECT ledger_id, seq, hash FROM head").fetchone()
    return {"ledger_id": ledger, "seq": seq, "head": head, "operations": operations}


def faults(log):
    prev, seq = GENESIS, 0
    for operation in log["operations"]:
        seq += 1
        if operation["seq"] != seq:
            yield f"operation {seq}: {operation['seq']} stands in its place"
        if operation["prev"] != prev:
            yield f"operation {seq}: it does not follow the one before it"
        prev = operation["hash"]
        if hashed(log["ledger_id"], operation) != prev:
            yield f"operation {seq}: its hash is not that of its content"
    if (log["seq"], log["head"]) != (seq, prev):
        yield f"head: it names operation {log['seq']}, and the log ends with {seq}"


if __name__ == "__main__":
    found = read(sys.argv[1])
    wrong = list(faults(found)) + list(unvouched(found))
    print("\n".join(wrong) or f"sound: {found['seq']} operations, head {found['head']}")
    sys.exit(1 if wrong else 0)
