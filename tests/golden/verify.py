#!/usr/bin/env python3
"""Checks a ledger of mpn without mpn: nothing but the words of its format (docs/format.md).

    python3 verify.py LEDGER.mpn       reads the tables operation, event, head, person, text, pepper
    python3 verify.py VECTORS.json     reads the same from JSON, as in operations.json

An operation's hash is SHA-256 over these parts, each with its length before it as eight bytes,
big-endian: the tag, the ledger's id, seq (eight bytes, big-endian), the previous hash, the fields
below in their order, how many events there are (eight bytes, big-endian), and each event's text.
What is absent is a length of 2**64 - 1 and no bytes. Texts are UTF-8, as they stand.

The log names people and texts by number: "U3", "T4 COMMITMENT". Who and what they are stands beside
it, and each version of a person and each text must be what its commitment in the log binds it to:
SHA-256 over "mpn.person.v1", the ledger's id, the numbers of the user and of the version (four bytes
each), the salt, email, name and country; or over "mpn.text.v1", the ledger's id, the text's number
(four bytes), the salt and the text; so framed. What was forgotten must be gone. What digests of
requests are keyed with stands there, too, bound by SHA-256 over "mpn.pepper.v1", the ledger's id, since
when it counts (eight bytes) and itself, as the newest event with a field `pepper` has it.

Who can open the ledger is vouched for under its data keys. Where these are given (`data_keys` of
VECTORS.json: an epoch's 32 bytes in hexadecimal; nobody without an identity has them) that is checked,
too. A vouch is HMAC-SHA-256 over these parts, each with its length before it: the ledger's id, seq, the
previous hash, the epoch (four bytes, big-endian), its data key's commitment, how many recipients there
are (eight bytes) and each of them; the key is HMAC-SHA-256(data key, "mpn.recipients.v1"). A commitment
is SHA-256 over "mpn.data-key-commitment.v1", the ledger's id, the epoch and the data key, so framed.

It says the head and ends with 0, or says everything that is wrong and ends with 1.
"""

import hashlib
import hmac
import json
import re
import sqlite3
import sys

TAG = b"mpn.operation.v1"
GENESIS = "0" * 64
FIELDS = ["op_id", "recorded_at", "clock", "on", "actor", "os_user", "host", "command", "request",
          "reason", "program", "mpn_version"]
# Fields of operations that are texts; the first three tell where it was done, and the actor may be a
# person instead.
TOLD = ["actor", "os_user", "host", "reason"]
WHERE = TOLD[:3]
# Fields of events that name people, whatever the kind, and those that are texts, by kind.
PEOPLE = ["user", "from", "to", "account", "contact_email"]
TEXTS = {
    "key-activated": ["machine"], "incident-opened": ["title", "customer"],
    "advisory-requested": ["title"], "contact-set": ["phone"],
    "row-applied": ["reason"], "row-refused": ["message"], "warned": ["warning"],
}
TEXT = re.compile("(T[1-9][0-9]*) ([0-9a-f]{64})")
PERSON = re.compile("(U[1-9][0-9]*)(?: ([0-9a-f]{64}))?")


def number(value, length=8):
    return value.to_bytes(length, "big", signed=value < 0)


def framed(*parts):
    return b"".join(b"\xff" * 8 if part is None else number(len(part)) + part for part in parts)


def digest(*parts):
    return hashlib.sha256(framed(*parts)).hexdigest()


def utf8(text):
    return None if text is None else text.encode()


def hashed(ledger, operation):
    parts = [TAG, utf8(ledger), number(operation["seq"]), utf8(operation["prev"])]
    parts += [utf8(operation[field]) for field in FIELDS]
    events = operation["events"]
    return digest(*parts, number(len(events)), *map(utf8, events))


def of_person(ledger, row):
    numbers = [number(int(row["user"][1:]), 4), number(row["version"], 4)]
    said = [utf8(row[field]) for field in ["email", "name", "country"]]
    return digest(b"mpn.person.v1", utf8(ledger), *numbers, bytes.fromhex(row["salt"]), *said)


def of_text(ledger, row):
    salt = bytes.fromhex(row["salt"])
    return digest(b"mpn.text.v1", utf8(ledger), number(int(row["id"][1:]), 4), salt, utf8(row["text"]))


def of_pepper(ledger, row):
    pepper = bytes.fromhex(row["pepper"])
    return digest(b"mpn.pepper.v1", utf8(ledger), number(row["since"]), pepper)


def of_data_key(ledger, epoch, key):
    return digest(b"mpn.data-key-commitment.v1", utf8(ledger), number(epoch, 4), key)


def vouch(ledger, operation, told, data_key, key):
    recipients = [recipient.encode() for recipient in told["recipients"]]
    place = [utf8(ledger), number(operation["seq"]), utf8(operation["prev"])]
    listed = [number(told["epoch"], 4), utf8(data_key), number(len(recipients))]
    by = hmac.new(key, b"mpn.recipients.v1", hashlib.sha256).digest()
    return hmac.new(by, framed(*place, *listed, *recipients), hashlib.sha256).hexdigest()


def events(operation):
    """Its events, as far as they can be read; `faults` tells of one that cannot."""
    for text in operation["events"]:
        try:
            event = json.loads(text)
        except ValueError:
            continue
        if isinstance(event, dict) and "kind" in event:
            yield event


def unvouched(log):
    ledger, keys, begun, lost = log["ledger_id"], {}, {}, set()
    for epoch, key in log.get("data_keys", {}).items():
        keys[int(epoch)] = bytes.fromhex(key)
    for operation in log["operations"] if keys else []:
        seq, due = operation["seq"], False
        for told in events(operation):
            kind, epoch = told["kind"], told.get("epoch")
            due = due or kind in ("recipient-added", "recipient-removed", "epoch-begun")
            if kind == "secrets-lost":
                lost.update(told.get("epochs", []))
            if kind == "epoch-begun":
                begun[epoch] = told["data_key"]
                if of_data_key(ledger, epoch, keys[epoch]) != told["data_key"]:
                    yield f"operation {seq}: the data key of epoch {epoch} is another one"
            if kind == "recipients-vouched":
                wanted = [(told["vouch"], epoch)]
                wanted += [(told.get("by_before"), epoch - 1)] if epoch > 1 else []
                due = any(vouch(ledger, operation, told, begun[epoch], keys[by]) != text
                          for text, by in wanted if by not in lost)
        if due:
            yield f"operation {seq}: nobody who could open the ledger vouched for it"


def named(event):
    """The fields of an event that name people."""
    people = [event.get(field) for field in PEOPLE]
    organizations = [event.get("organization"), event.get("before")]
    people += [one.get("account_email") for one in organizations if isinstance(one, dict)]
    return [person for person in people if person is not None]


def written(operation):
    """The fields of an operation and of its events that are texts, each with what it is called."""
    for field in TOLD:
        if not (field == "actor" and PERSON.fullmatch(operation[field])):
            yield field, operation[field]
    for event in events(operation):
        for field in TEXTS.get(event["kind"], []):
            yield field, event.get(field)


def apart(log):
    """What is wrong with people, texts and the pepper."""
    ledger, there = log["ledger_id"], {}
    for row in log["people"]:
        there[f"person {row['user']} {row['version']}"] = of_person(ledger, row)
    for row in log["texts"]:
        there[f"text {row['id']}"] = of_text(ledger, row)
    if log["pepper"] is not None:
        there["pepper"] = of_pepper(ledger, log["pepper"])
    # What binds the log to each, in the order in which it tells of them; what is gone since.
    bound, newest, where, forgotten, lost = {}, {}, set(), set(), set()

    def versions(users):
        return {place for place in bound for user in users if place.startswith(f"person {user} ")}

    for operation in log["operations"]:
        for event in events(operation):
            for match in map(PERSON.fullmatch, named(event)):
                if match is None:
                    yield f"operation {operation['seq']}: somebody is not named by number"
                elif match[2] is not None:
                    bound[f"person {match[1]} 1"], newest[match[1]] = match[2], 1
            if event.get("person") is not None:
                user, version = event["user"], event["version"]
                bound[f"person {user} {version}"], newest[user] = event["person"], version
            if event.get("pepper") is not None:
                bound["pepper"] = event["pepper"]
            if event["kind"] == "user-forgotten":
                forgotten |= versions([event["user"]])
                forgotten |= {f"text {text}" for text in event.get("texts", [])}
            if event["kind"] == "secrets-lost":
                lost |= versions(event.get("people", []))
                lost |= {f"text {text}" for text in event.get("texts", [])}
        for field, text in written(operation):
            match = text is not None and TEXT.fullmatch(text)
            if match:
                bound.setdefault(f"text {match[1]}", match[2])
                where |= {match[1]} if field in WHERE else set()
            if text is not None and (not match or bound[f"text {match[1]}"] != match[2]):
                yield f"operation {operation['seq']}: its {field} is not a text by its number"
    for place, commitment in bound.items():
        if place in forgotten and place in there:
            yield f"{place}: it was forgotten, and is there"
        elif place not in there and place not in forgotten | lost:
            yield f"{place}: the log tells of it, and it is not there"
        elif place in there and there[place] != commitment:
            yield f"{place}: it is not what the log bound itself to"
    for place in there:
        if place not in bound:
            yield f"{place}: the log does not tell of it"
    for row in log["people"]:
        if row["current"] != (row["version"] == newest.get(row["user"])):
            yield f"person {row['user']} {row['version']}: another version is the newest"
    for row in log["texts"]:
        if row["is_place"] != (row["id"] in where) and f"text {row['id']}" in bound:
            yield f"text {row['id']}: its is_place is not what follows from the log"


def read(path):
    with open(path, "rb") as file:
        if file.read(16) != b"SQLite format 3\0":
            return json.load(open(path, encoding="utf-8"))
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    operations = [dict(row) for row in db.execute("SELECT * FROM operation ORDER BY seq")]
    bodies = "SELECT body FROM event WHERE seq = ? ORDER BY position"
    for operation in operations:
        operation["events"] = [row[0] for row in db.execute(bodies, [operation["seq"]])]
    people = "SELECT 'U' || user AS user, version, current, hex(salt) AS salt, email, name, country " \
             "FROM person ORDER BY person.user, version"
    texts = "SELECT 'T' || id AS id, is_place, hex(salt) AS salt, text FROM \"text\" " \
            "ORDER BY \"text\".id"
    pepper = db.execute("SELECT since, hex(pepper) AS pepper FROM pepper").fetchone()
    ledger, seq, head = db.execute("SELECT ledger_id, seq, hash FROM head").fetchone()
    return {"ledger_id": ledger, "seq": seq, "head": head, "operations": operations,
            "people": list(map(dict, db.execute(people))),
            "texts": list(map(dict, db.execute(texts))),
            "pepper": pepper and dict(pepper)}


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
        if len(list(events(operation))) != len(operation["events"]):
            yield f"operation {seq}: an event of it cannot be read"
    if (log["seq"], log["head"]) != (seq, prev):
        yield f"head: it names operation {log['seq']}, and the log ends with {seq}"


if __name__ == "__main__":
    found = read(sys.argv[1])
    wrong = list(faults(found)) + list(unvouched(found)) + list(apart(found))
    print("\n".join(wrong) or f"sound: {found['seq']} operations, head {found['head']}")
    sys.exit(1 if wrong else 0)
