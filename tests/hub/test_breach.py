from elderapp.hub import breach
from elderapp.hub.storage.devices import Device
from elderapp.hub.storage.standing import Standing, Stored

MOMENT = 1_795_752_000_000  # 27 November 2026, 12:00 in Hong Kong
TABLET = Device(1, "1-a", 7, "", b"", 0, MOMENT, MOMENT, 0)


def test_the_draft_says_what_the_hub_knows_in_both_languages_and_leaves_the_rest_to_people():
    stored = Stored((("l1", "陳太", MOMENT), ("l2", "", 0)), MOMENT, 120)

    note = breach.draft(breach.Lost("晴川", TABLET, Standing(lost=MOMENT), stored, 18))

    assert 10 == len(note.parts)
    assert 2 == note.text.count("陳太（2026-11-27 12:00）、l2（—）")
    for words in ("約 18 項", "about 18", "中心收到 120 項", "The hub holds 120 statements", breach.BLANK):
        assert words in note.text


def test_where_nothing_is_known_it_says_so():
    note = breach.draft(breach.Lost("晴川", TABLET, Standing(), Stored((), 0, 0), 0))

    assert "none, as far as the hub knows" in note.text
    assert "—" in note.text
