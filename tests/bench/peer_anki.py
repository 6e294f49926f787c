"""Anki's own client of its sync, run by the Python in which `anki` is installed; `peers.py` tells it what to do."""

import json
import random
import sys
import time

from anki.collection import Collection


def make(collection: Collection, records: int, at: int) -> int:
    """Reviews as Anki keeps them, nine numbers each, some seconds from one to the next. Gives the time of the last."""
    rows, chance, first = [], random.Random(at), at
    for n in range(records):
        at += chance.randrange(1500, 20_000)
        rows.append((at, n // 30, chance.randrange(1, 5), n % 90, n % 60, 2500, chance.randrange(900, 60_000), 1))
    collection.db.executemany("insert into revlog values (?, ?, -1, ?, ?, ?, ?, ?, ?)", rows)
    collection.db.execute("update col set mod = ?", first)
    return at


def main(data: str, port: str, counted: str) -> None:
    """Upload the collection once, then do what each line says."""
    collection = Collection(f"{data}/collection.anki2")
    doors = {
        name: collection.sync_login("admin", "admin", f"http://127.0.0.1:{one}/")
        for name, one in (("sync", port), ("counted", counted))
    }
    collection.sync_collection(doors["sync"], False)
    collection.close_for_full_sync()
    collection.full_upload_or_download(auth=doors["sync"], server_usn=None, upload=True)
    collection.reopen(after_full_sync=True)
    at = int(time.time() * 1000) - 31 * 86_400_000
    for line in sys.stdin:
        what, _, number = line.strip().partition(" ")
        seconds = 0.0
        if what == "make":
            at = make(collection, int(number), at)
        else:
            begin = time.perf_counter()
            collection.sync_collection(doors[what], False)
            seconds = time.perf_counter() - begin
            waiting = collection.db.scalar("select count() from revlog where usn = -1")
            assert waiting == 0, f"{waiting} reviews were not taken"
        print(json.dumps({"seconds": seconds}), flush=True)
    collection.close()


main(*sys.argv[1:])
