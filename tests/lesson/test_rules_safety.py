import pytest

from elderapp.lesson import mock
from elderapp.lesson.model import Call, Line, Message, Part, Say, Source, Spot, Turn

HOTLINE = Source("h", "2835 9999", "熱線", "2026-11-22", "2027-11-22")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("parcel.example", []),
        ("www.a.test", []),
        ("www.gov.hk", []),
        ("my.gov.hk", []),
        ("fakegov.hk", ["L401"]),
        ("gov.hk.com", ["L401"]),
        ("BANK.COM", ["L401"]),
        ("6000 0000", []),
        ("6000 0008", []),
        ("9XXX 0000", []),
        ("9999 0000", []),
        ("6123 4567", ["L402"]),
        ("61234567", ["L402"]),
        ("+852 9123-4567", ["L402"]),
        ("2835 9999", []),
        ("20261122", []),
        ("$23456789", []),
        ("1234 5678", []),
        ("A123456(3)", ["L403"]),
        ("AB 123456 A", ["L403"]),
        ("A12XXXX(X)", []),
        ("4512 3456 7890 1234", ["L404"]),
        ("4512345678901234", ["L404"]),
        ("4000 0000 0000 0000", []),
        ("18222", []),
    ],
)
def test_nothing_leads_to_a_stranger(made, codes, text, wanted):
    spot = Spot(
        id="x",
        say=Line("a/x/say", "睇吓。"),
        genuine=True,
        message=Message(sender="X", parts=(Part(text),)),
        because=Line("a/x/b", "自己查。"),
    )

    assert wanted == codes(made(spot, stage="trick"), facts={"h": HOTLINE})


def test_lines_callers_and_phones_are_looked_at_too(made, codes):
    call = Call(
        id="x",
        say=Line("a/x/say", "聽吓。"),
        caller="6123 4567",
        start="b",
        hang_up="b",
        turns={"b": Turn(end="good", say=Line("a/x/b", "好。"))},
    )
    phone = mock.Mock(
        id="phone", kind="x", start="home", screens={"home": mock.Screen((mock.Button(id="go", text="bad.com"),))}
    )

    assert ["L402"] == codes(made(call, stage="trick"))
    assert ["L401"] == codes(made(phone=phone))
    assert "L402" in codes(made(Say(id="x", say=Line("a/x/say", "打 6123 4567。")), stage="why"))
