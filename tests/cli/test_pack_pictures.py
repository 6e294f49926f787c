"""Pictures of steps for the projector, in a pack of their own."""

import io

import pytest
from PIL import Image

from elderapp import keys
from elderapp.cli.pack_pictures import webp, write
from elderapp.packs import format as packs
from elderapp.packs.trust import Trust

KEY = bytes(range(32))


def test_a_picture_becomes_a_small_webp_of_the_same_size():
    png = io.BytesIO()
    Image.new("RGBA", (340, 480), "#16324F").save(png, "PNG")
    with Image.open(io.BytesIO(webp(png.getvalue()))) as made:
        assert ("WEBP", (340, 480)) == (made.format, made.size)


def test_the_pack_holds_files_alone_and_takes_the_place_of_the_one_before(tmp_path):
    (tmp_path / "pictures-basics-0.0.1.pack").write_bytes(b"old")
    path = write("basics", {"pictures/basics-home-back/open.webp": b"RIFF"}, tmp_path, KEY)

    pack = packs.read(path, Trust(frozenset({keys.public_of(KEY).hex()})), verify=True)
    assert ("pictures-basics", {}, {}) == (pack.manifest.id, pack.lessons, pack.clips)
    assert b"RIFF" == packs.read_file(pack, "pictures/basics-home-back/open.webp")
    assert [path] == list(tmp_path.glob("*.pack"))


@pytest.mark.window
def test_steps_are_drawn_and_a_film_that_is_there_is_added(tmp_path, capsys):
    from elderapp.cli.pack_pictures import pictures

    (tmp_path / "films").mkdir()
    (tmp_path / "films" / "basics-home-back.mp4").write_bytes(b"film")
    given = [
        "basics-home-back",
        "--out",
        str(tmp_path),
        "--films",
        str(tmp_path / "films"),
        "--key",
        str(tmp_path / "k"),
    ]
    pictures.main(given, standalone_mode=False)

    (path,) = tmp_path.glob("*.pack")
    assert "7 pictures and films" in capsys.readouterr().out
    public = keys.public_of(keys.load_or_make(tmp_path / "k")).hex()
    pack = packs.read(path, Trust(frozenset({public})), verify=True)
    assert b"film" == packs.read_file(pack, "pictures/basics-home-back/film.mp4")
    drawn = [name for name in pack.manifest.files if name.endswith(".webp")]
    with Image.open(io.BytesIO(packs.read_file(pack, drawn[0]))) as image:
        assert image.size[1] > 400
