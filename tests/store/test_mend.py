import pytest

from elderapp.records.people import Learner
from elderapp.records.statements import Statement, Verb
from elderapp.store import Store, StoreDamaged, health
from elderapp.store.mend import Mended, mend, open_mended


def said(number: int) -> Statement:
    return Statement(Verb.EXPERIENCED, "l1", f"wifi/together/s{number}", {"n": number})


def fill(path, last: int, *, backup_at: int = 0, acked: int = 0) -> None:
    with Store.open(path) as store:
        store.record([said(number) for number in range(1, backup_at + 1)])
        if backup_at:
            store.backup()
        store.record([said(number) for number in range(backup_at + 1, last + 1)])
        store.add_person(Learner("p1", "陳太", "bird"))
        store.set_setting("size", 1.5)
        store.set_acked(acked)


def destroy(path, *pages: int) -> None:
    data = bytearray(path.read_bytes())
    for page in pages:
        data[page * 4096 : page * 4096 + 4096] = b"\xaa" * 4096
    path.write_bytes(data)


def leaves(path) -> list[int]:
    """Pages (from 0) that hold rows of the log, in the order of the rows."""
    data = path.read_bytes()
    places = {}
    for page in range(1, len(data) // 4096):
        content = data[page * 4096 : (page + 1) * 4096]
        if content[0] == 10 and b"wifi/together/s" in content:
            places[page] = int(content.split(b"wifi/together/s")[-1].split(b"{")[0])
    return sorted(places, key=lambda page: places[page])


def words(store) -> list[str]:
    return [row.object for epoch in store.epochs() for row in store.unsent(0, 10_000, epoch=epoch.epoch)]


def test_a_sound_file_is_just_opened(path):
    fill(path, 3)

    with open_mended(path) as store:
        assert 3 == store.verify()
    assert not path.with_name("tablet.db.damaged").exists()


def test_a_hole_costs_only_the_rows_in_it(path):
    fill(path, 1000)
    every = [said(number).object for number in range(1, 1001)]
    hole = leaves(path)[len(leaves(path)) // 2]
    destroy(path, hole)
    with pytest.raises(StoreDamaged):
        Store.open(path)

    with open_mended(path) as store:
        found = words(store)
        assert 900 < len(found) == store.verify()
        assert set(found) < set(every)
        assert sorted(found, key=every.index) == found
        assert (1.5, ["p1"]) == (store.setting("size", 1.0), [one.id for one in store.walk_ins()])
        assert "l1" in {row.learner for row in store.unsent(0, 1)}
    assert path.with_name("tablet.db.damaged").exists()


def test_a_backup_fills_the_hole_and_later_rows_keep_their_numbers(path):
    fill(path, 1000, backup_at=800)
    destroy(path, leaves(path)[2])

    assert Mended(1000, 0) == mend(path)
    with Store.open(path) as store:
        assert [said(number).object for number in range(1, 1001)] == words(store)
        assert [1000, 0] == [epoch.last for epoch in store.epochs()]
        assert {"wifi"} == set(store.progress("l1"))


def test_rows_after_a_hole_that_the_hub_holds_are_not_said_again(path):
    fill(path, 1000, acked=990)
    destroy(path, leaves(path)[3])

    assert 10 == mend(path).repeated


def test_a_file_that_gives_nothing_is_replaced_by_its_backup(path):
    fill(path, 10, backup_at=8)
    path.write_bytes(b"nothing" * 1000)

    with open_mended(path) as store:
        assert 8 == store.verify()
        assert 2 == len(store.epochs())


def test_without_anything_it_begins_anew(path):
    path.write_bytes(b"nothing" * 1000)

    with open_mended(path) as store:
        assert 0 == store.verify()
        assert 1 == len(store.epochs())


def test_a_damaged_backup_is_passed_over(path):
    fill(path, 10, backup_at=4)
    with Store.open(path) as store:
        store.backup()
    health.backups(path)[0].write_bytes(b"nothing" * 1000)
    path.write_bytes(b"nothing" * 1000)

    assert Mended(4, 0) == mend(path)
    assert not path.with_name("tablet.db.restoring").exists()


def test_rows_that_were_safe_need_not_be_there(path):
    fill(path, 900)
    with Store.open(path) as store:
        store.drop_safe(500)
    destroy(path, leaves(path)[-1])

    with open_mended(path) as store:
        assert 300 < store.verify()
        assert 500 == store.unsent(0, 1, epoch=store.epochs()[0].epoch)[0].seq


def test_without_first_and_last_page_it_still_looks_where_rows_can_be(path):
    fill(path, 900)
    with Store.open(path) as store:
        store.drop_safe(500)
    destroy(path, leaves(path)[0], leaves(path)[-1])

    assert mend(path).kept > 250


def test_a_mend_that_fails_changes_nothing(path):
    def fail(store):
        with store.mending() as conn:
            conn.execute("delete from log")
            raise ValueError("in the middle")

    fill(path, 5)
    with Store.open(path) as store:
        with pytest.raises(ValueError, match="in the middle"):
            fail(store)
        assert 5 == store.verify()
