from elderapp.lesson.mock import Row, Rows, Screen, Tile, Tiles
from elderapp.player.play import PhoneView
from elderapp.tablet.phone.layout import lay_out
from elderapp.tablet.phone.pieces import Words


def spots(*widgets):
    return lay_out(PhoneView("m", "plain", Screen(widgets)), str).spots


def test_tiles_stand_in_rows_of_so_many_columns():
    found = spots(Tiles(columns=3, items=tuple(Tile(id=f"t{i}", text="相片") for i in range(5))))

    assert 3 == len({spot.box.x for spot in found})
    assert 2 == len({spot.box.y for spot in found})


def test_rows_that_lead_nowhere_share_a_card_and_others_stand_apart():
    telling = spots(Rows(items=(Row(id="a", label="姓名", value="陳大文"), Row(id="b", label="日期", value="12月8日"))))
    leading = spots(Rows(items=(Row(id="a", label="病歷", goto="x"), Row(id="b", label="藥物", goto="y"))))

    assert ["row", "row"] == [spot.role for spot in telling]
    assert telling[0].box.bottom == telling[1].box.y
    assert ["button", "button"] == [spot.role for spot in leading]
    assert leading[1].box.y - leading[0].box.bottom >= 18


def test_a_label_is_rather_smaller_than_broken_or_wider_than_its_tile():
    tiles = Tiles(items=tuple(Tile(id=f"t{i}", text="我照顧的人", icon="groups") for i in range(4)))
    page = lay_out(PhoneView("m", "plain", Screen((tiles,))), str, size=(422, 754), scale=1.5)
    labels = [piece for piece in page.pieces if isinstance(piece, Words) and piece.text != "10:08"]

    assert 1 < page.scale < 1.5
    assert ["我照顧的人"] * 4 == [piece.text for piece in labels]
