"""`elderapp hub usb`: what tablets put onto a USB stick goes in, what they need goes back onto it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from elderapp import resources
from elderapp.cli.hub_options import trust as default_trust

if TYPE_CHECKING:
    from elderapp.hub.usb import Desk

_SAID = {
    "usb-not-ours": "不是平板的檔案 · no tablet wrote this file",
    "usb-too-new": "平板的 App 較新，請更新中心 · the tablet's app is newer: please update the hub",
    "usb-damaged": "檔案損壞或不完整，請在平板再抄一次 · damaged or cut off: copy it again at the tablet",
    "usb-too-large": "檔案太大 · too large to be a tablet's work",
    "usb-other-hub": "屬於另一個中心 · belongs to another hub",
    "usb-old-key": "用舊鎖匙簽名，請在平板再抄一次 · signed with an older key: copy it again at the tablet",
    "usb-unreadable": "讀不到，請重插 USB · cannot be read: plug the stick in again",
    "unknown-device": "這部平板未與本中心配對 · this tablet is not paired with this hub",
    "revoked-device": "這部平板已停用 · this tablet was shut out",
    "gap": "中心欠了較早的紀錄；回覆會叫平板再交 · the hub lacks earlier rows; its answer asks the tablet for them",
    "fork": "這部平板有兩個版本的紀錄，請找操作員 · two copies of this tablet wrote different rows: ask the operator",
}


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--database",
    envvar="ELDERAPP_DATABASE",
    default="",
    help="postgresql://…; without it a SQLite file in the data folder.",
)
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="The hub's folder  [default: build/hub]")
@click.option("--packs", type=click.Path(path_type=Path, file_okay=False), help="Packs for tablets.")
@click.option("--trust", type=click.Path(path_type=Path), help="Publishers whose packs are offered (a JSON list).")
@click.option("--no-packs", is_flag=True, help="Receipts and rosters alone: a stick that is small, or in a hurry.")
def usb(
    folder: Path, *, database: str, data: Path | None, packs: Path | None, trust: Path | None, no_packs: bool
) -> int:
    """Take in every tablet's file on the stick at FOLDER, and write what each tablet needs. The hub may be running."""
    from elderapp.hub.app import shelf_of
    from elderapp.hub.database import open_hub
    from elderapp.hub.settings import Settings
    from elderapp.hub.usb import Desk
    from elderapp.sync.usb_tablet import code_of

    data = data or resources.build() / "hub"
    if not (data / "hub.key").exists():
        raise click.UsageError(f"{data} is no hub's folder: name it with --data")
    settings = Settings(data=data, database=database, packs=packs, trust=trust or default_trust())
    engine = open_hub(settings)
    try:
        desk = Desk(engine, settings, shelf_of(settings))
        return _exchange(desk, folder, with_packs=not no_packs)
    except OSError as error:
        full = code_of(error) == "usb-full"
        what = (
            "USB 滿了 · the stick is full" if full else "USB 拔出了，或寫不到 · the stick is gone, or cannot be written"
        )
        click.echo(f"{what}：{error}\n收到的紀錄已安全存好 · what came in is safe; run this again", err=True)
        return 1
    finally:
        engine.dispose()


def _exchange(desk: "Desk", folder: Path, *, with_packs: bool) -> int:
    count = problems = 0
    for name, taken in desk.exchange(folder):
        count += 1
        if taken.code:
            problems += 1
            why = _SAID.get(taken.code, taken.detail)
            click.echo(f"✗ {name}: {why}" + (f" ({taken.rows} 項已收 · rows taken)" if taken.rows else ""))
        else:
            said = f"{taken.rows} 項新紀錄，{taken.people} 位學員 · {taken.rows} new rows, {taken.people} people"
            click.echo(f"✓ 平板 {taken.tablet}：{said}")
    if not count:
        click.echo("USB 上沒有平板的檔案 · no tablet's file on this stick")
    if with_packs:
        there, left = desk.put_packs(folder)
        click.echo(f"課堂包 {there} 個 · {there} packs on the stick")
        if left:
            problems += 1
            click.echo(f"USB 位不夠，未放 · no room on the stick for: {', '.join(left)}")
    click.echo("可以拔出 USB · the stick may be pulled out")
    return 1 if problems else 0
