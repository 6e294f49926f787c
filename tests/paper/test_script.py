from openpyxl import load_workbook

from elderapp.paper.script import Line, pdf, xlsx

LINES = tuple(
    Line(
        number=n, lesson="scam-fake-cs", line=f"scam-fake-cs/s{n}/say", text="打 18222，問防騙易。", sound="一八二二二",
        seconds=15.0, file=f"scam-fake-cs_{n:03}.wav",
    )
    for n in range(1, 4)
)  # fmt: skip


def test_the_spreadsheet_has_a_row_a_line_and_a_column_to_tick(tmp_path):
    xlsx(LINES, tmp_path / "script.xlsx", str)
    rows = list(load_workbook(tmp_path / "script.xlsx").active.values)

    assert ("號", "課", "讀", "讀音", "最多幾秒", "檔名", "錄咗") == rows[0]
    assert (1, "scam-fake-cs", "打 18222，問防騙易。", "一八二二二", 15, "scam-fake-cs_001.wav") == rows[1][:6]
    assert 4 == len(rows)
    assert not (tmp_path / "script.xlsx.part").exists()


def test_the_pages_have_every_line_and_what_its_file_is_called(tmp_path, text):
    pdf(LINES, tmp_path / "script.pdf", str)
    written = text(tmp_path / "script.pdf")

    assert all(one.file in written for one in LINES)
    assert 3 == written.count("打 18222，問防騙易。")
