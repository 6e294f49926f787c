import pytest
from pypdf import PdfReader

from elderapp.paper.sheet import SIZES, Part, RunSheet, pdf


def sheet(lines: int) -> RunSheet:
    return RunSheet(
        title="假冒客服",
        facts=(("學完識", "有人話要扣錢，識收線同自己查。"), ("時間", "8 分鐘")),
        parts=tuple(
            Part(name, "約 30 秒", tuple(f"第{n}句，撳「下一步」，睇清楚個名同銀碼。" for n in range(lines)))
            for name in ("點解學", "一齊", "自己做", "真定假")
        ),
        checklist=("將 18222 存入自己部電話",),
        sources=("adcc-hotline：18222（警務處，2026-11-22）",),
    )


@pytest.mark.parametrize("lines", [1, 8, 20])
def test_it_is_always_one_page(tmp_path, lines):
    pdf(sheet(lines), tmp_path / "sheet.pdf", str)

    assert 1 == len(PdfReader(tmp_path / "sheet.pdf").pages)


def test_the_type_shrinks_only_where_it_must(tmp_path):
    assert SIZES[0] == pdf(sheet(1), tmp_path / "a.pdf", str)
    assert SIZES[0] > pdf(sheet(20), tmp_path / "b.pdf", str)


def test_everything_stands_on_it(tmp_path, text):
    pdf(sheet(2), tmp_path / "sheet.pdf", str)
    written = text(tmp_path / "sheet.pdf")

    assert all(
        word in written for word in ("假冒客服", "自己做", "約 30 秒", "將 18222 存入自己部電話", "adcc-hotline")
    )
