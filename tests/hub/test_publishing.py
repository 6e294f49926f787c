"""An alert's pack: the same words and key make the same bytes, and it says what its voice is."""

from msgspec.structs import replace

from elderapp import keys
from elderapp.hub import publishing
from elderapp.hub.demo_lessons import PARCEL
from elderapp.hub.studio import Spoken, Studio
from elderapp.packs import format as packs
from elderapp.packs.model import Clip
from elderapp.packs.trust import Trust
from elderapp.sync.errors import HubUnreachable

KEY, NAME, DAY = bytes(range(32)), "alert-1-a", "2027-02-25"
TRUST = Trust(alerts=frozenset({keys.public_of(KEY).hex()}))


def test_ninety_days_are_counted_from_the_day_it_is_approved():
    assert "2027-02-25" == publishing.expires_on("2026-11-27")


def test_it_is_signed_by_the_hub_and_runs_out(tmp_path):
    made = publishing.make(PARCEL, NAME, DAY, Studio(), KEY, None)
    publishing.put_on_shelf(tmp_path, made.digest, made.data)
    (path,) = tmp_path.glob("*.pack")
    pack = packs.read(path, TRUST, verify=True)

    assert (NAME, DAY, True, made.digest) == (pack.manifest.id, pack.manifest.expires, pack.manifest.draft, pack.digest)
    assert [NAME] == list(pack.lessons)
    assert made.data == publishing.make(PARCEL, NAME, DAY, Studio(), KEY, None).data


def test_a_person_s_voice_stands_before_the_machine_s_and_only_persons_make_no_draft(tmp_path):
    clip = Clip("x/a.ogg", 1.0, engine="human")

    def speak(lines):
        return {name: Spoken(Clip(f"{n}.ogg", 1.0, engine="espeak-ng"), b"m%d" % n) for n, name in enumerate(lines)}

    made = publishing.make(PARCEL, NAME, DAY, Studio(speak=speak), KEY, (clip, b"OggS"))
    publishing.put_on_shelf(tmp_path, made.digest, made.data)
    pack = packs.read(next(tmp_path.glob("*.pack")), TRUST, verify=True)

    assert (made.lines, "human", True) == (
        made.voiced, pack.clips[f"{NAME}/why-1/say"].engine, pack.manifest.draft,
    )  # fmt: skip
    assert b"OggS" == packs.read_file(pack, "clips/a.ogg")


def test_a_machine_that_fails_keeps_no_alert_back():
    def fails(_lines):
        raise HubUnreachable("nothing speaks here")

    assert 0 == publishing.make(replace(PARCEL), NAME, DAY, Studio(speak=fails), KEY, None).voiced
