"""What `elderapp doctor` says of each finding: what it is and, where something is wrong, what to do; Chinese first."""

Said = tuple[str, str]
"""Chinese, English."""

WELL: dict[str, Said] = {
    "file-sound": ("平板檔案完好", "the tablet's file is sound"),
    "unsent": ("未送出：{fact} 項", "not sent yet: {fact}"),
    "disk-room": ("剩位足夠：{fact}", "enough room: {fact}"),
    "packs-whole": ("課堂包完好：{fact} 個", "lesson packs are whole: {fact}"),
    "clock-set": ("時鐘已設定", "the clock is set"),
    "clock-right": ("時鐘與中心一致", "the clock agrees with the hub's"),
    "sound": ("有發聲裝置", "there is something that sounds"),
    "hub-there": ("中心有回應：{fact}", "the hub answers: {fact}"),
    "hub-knows": ("中心認得這部平板", "the hub knows this tablet"),
    "hub-key": ("中心鎖匙指紋：{fact}", "the hub's key: {fact}"),
    "database-sound": ("資料庫完好", "the database is sound"),
    "backups-there": ("備份碟已插好：{fact}", "the disk with the backups is in: {fact}"),
    "packs-offered": ("提供課堂包：{fact} 個", "packs offered: {fact}"),
    "hub-reachable": ("網絡內可以連到：{fact}", "reached in the network: {fact}"),
    "parent-met": ("上級中心有收到紀錄：{fact}", "the parent hub takes the records: {fact}"),
    "parent-new": ("已與上級中心配對，未送過：{fact}", "paired with a parent hub, not visited yet: {fact}"),
    "children-well": ("下級中心正常：{fact} 間", "hubs below that are well: {fact}"),
    "announced": ("平板可以自己找到中心", "tablets find the hub by themselves"),
}

WRONG: dict[str, tuple[Said, Said]] = {
    "file-damaged": (
        ("平板檔案損壞：{fact}", "the tablet's file is damaged: {fact}"),
        (
            "開啟 App 一次，它會自己修復，並把可讀的紀錄全部保留。",
            "Open the app once: it mends itself and keeps all that can be read.",
        ),
    ),
    "unsent-long": (
        ("有 {fact} 項紀錄一星期未送出", "{fact} statements have waited for a week"),
        (
            "連回中心 Wi-Fi；不行就在「導師角」按「抄去 USB」，帶到中心上載。",
            "Join the centre's Wi-Fi; or copy it to USB in the trainer's corner and upload it at the hub.",
        ),
    ),
    "key-half-changed": (
        ("換鎖匙做到一半", "a change of keys broke off"),
        ("連線後再行：elderapp tablet --renew-key", "When connected, run: elderapp tablet --renew-key"),
    ),
    "disk-full": (
        ("儲存已滿：只剩 {fact}", "the disk is full: {fact} left"),
        (
            "刪除不要的相片和 App。不要關機，等待中的紀錄會自己補寫。",
            "Delete photos and apps that are not needed. Do not switch it off.",
        ),
    ),
    "disk-little": (
        ("剩位不多：{fact}", "little room: {fact}"),
        ("刪除不要的檔案，否則裝不到新課堂包。", "Delete files that are not needed, or new packs will not fit."),
    ),
    "packs-none": (
        ("未有課堂包", "no lesson packs"),
        ("連到中心便會自己取得；或用 USB。", "They come from the hub by themselves; or by USB."),
    ),
    "pack-damaged": (
        ("課堂包損壞或不可信：{fact}", "a pack is damaged or not trusted: {fact}"),
        ("刪除這個檔案，連到中心會再取一次。", "Delete that file; the hub sends it again."),
    ),
    "clock-unset": (
        ("時鐘未設定（早於 2025 年）", "the clock was never set (before 2025)"),
        (
            "在設定開啟「自動日期和時間」。紀錄不會遺失，中心會校正。",
            "Switch automatic date and time on. Nothing is lost; the hub corrects.",
        ),
    ),
    "clock-wrong": (
        ("時鐘與中心相差 {fact}", "the clock is {fact} from the hub's"),
        (
            "在設定校正時間。紀錄仍會送出，中心會校正。",
            "Set the time. Work goes out all the same, the hub corrects it.",
        ),
    ),
    "clock-off": (
        ("時鐘與中心相差 {fact}", "the clock is {fact} from the hub's"),
        ("有空時校正時間。", "Set the time when you can."),
    ),
    "sound-none": (
        ("沒有發聲裝置", "nothing that sounds"),
        (
            "拔出再插耳筒或喇叭，重新開機；上堂仍可看字幕。",
            "Plug earphones or speaker in again, restart; captions go on.",
        ),
    ),
    "not-paired": (
        ("未與中心配對", "not paired with a centre"),
        (
            "在中心「裝置」印配對紙，再在平板按「配對」打八個數字。",
            "Print a pairing sheet under Devices, then tap Pair (配對) and type the digits.",
        ),
    ),
    "no-network": (
        ("沒有連到任何網絡", "not in any network"),
        (
            "開啟 Wi-Fi，連到中心的網絡；沒有路由器可用手提電腦做熱點。",
            "Switch Wi-Fi on and join the centre's network; or make a hotspot with a laptop.",
        ),
    ),
    "hub-changed": (
        (
            "{fact} 是另一個中心，或中心換了鎖匙（憑證）",
            "another hub answers at {fact}, or its key (certificate) was changed",
        ),
        (
            "先問操作員：是否重裝過中心？是的話再配對一次，未送的紀錄會保留。不是的話，不要配對。",
            "Ask the operator whether it was installed anew. If so, pair again; unsent work is kept. If not, do not.",
        ),
    ),
    "hub-moved": (
        ("中心換了地址，現在是 {fact}", "the hub has moved to {fact}"),
        ("重新開啟 App，它會自己跟過去。", "Restart the app: it follows by itself."),
    ),
    "not-a-hub": (
        ("{fact} 有回應，但不是中心", "something answers at {fact}, but no hub"),
        (
            "可能是訪客 Wi-Fi 的登入頁，或地址打錯。換到中心職員的 Wi-Fi。",
            "Perhaps a guest Wi-Fi's log-in page, or a wrong address. Use the staff Wi-Fi.",
        ),
    ),
    "hub-off": (
        ("{fact} 的電腦開着，但中心程式沒有開", "the machine at {fact} is on, but no hub runs there"),
        ("在那部電腦開：elderapp hub --host 0.0.0.0", "Start it there: elderapp hub --host 0.0.0.0"),
    ),
    "wrong-address": (
        ("沒有這個地址：{fact}", "there is no such address: {fact}"),
        ("再配對一次，用紙上的 QR 或八個數字。", "Pair again, by the sheet's QR or digits."),
    ),
    "isolated": (
        ("同一個網絡，但到不了中心：{fact}", "the same network, yet the hub is not reached: {fact}"),
        (
            "多數是訪客 Wi-Fi 把裝置隔開（AP isolation），或中心電腦的防火牆擋住。換到職員 Wi-Fi，或用手提電腦熱點。",
            "Mostly a guest Wi-Fi that isolates devices, or the hub's firewall. Use staff Wi-Fi or a laptop's hotspot.",
        ),
    ),
    "other-network": (
        ("平板和中心不在同一個網絡：{fact}", "tablet and hub are in different networks: {fact}"),
        ("把平板連到中心電腦所在的 Wi-Fi。", "Join the Wi-Fi that the hub's machine is in."),
    ),
    "hub-busy": (
        ("中心太忙：{fact}", "the hub is busy: {fact}"),
        ("等一等，平板會自己再試。", "Wait: the tablet tries again by itself."),
    ),
    "revoked-device": (
        ("中心已停用這部平板", "the hub has shut this tablet out"),
        (
            "問經理：是否報過失？要用便重新安裝再配對。",
            "Ask a manager: was it reported lost? To use it, install anew and pair.",
        ),
    ),
    "unknown-device": (
        ("中心不認得這部平板", "the hub does not know this tablet"),
        ("再配對一次，未送的紀錄會保留。", "Pair again; unsent work is kept."),
    ),
    "bad-signature": (
        ("中心不認得這部平板的鎖匙", "the hub does not know this tablet's key"),
        ("再配對一次，未送的紀錄會保留。", "Pair again; unsent work is kept."),
    ),
    "wire-too-old": (
        ("平板的 App 太舊，中心不再聽得懂", "the tablet's app is too old for this hub"),
        ("更新平板的 App。紀錄全部保留。", "Update the tablet's app. Everything is kept."),
    ),
    "wire-too-new": (
        ("中心的程式太舊，聽不懂這部平板", "the hub is too old for this tablet"),
        ("更新中心。紀錄全部保留在平板。", "Update the hub. Everything is kept on the tablet."),
    ),
    "hub-refused": (
        ("中心拒絕：{fact}", "the hub refused: {fact}"),
        ("更新平板和中心的 App；仍然不行就問操作員。", "Update the app on both ends; then ask the operator."),
    ),
    "parent-away": (
        ("連不到上級中心：{fact}", "the parent hub cannot be reached: {fact}"),
        (
            "看互聯網有沒有斷、地址有沒有變。紀錄不會遺失，連上會自己送。",
            "See to the line and the address. Nothing is lost; it goes up by itself.",
        ),
    ),
    "parent-late": (
        ("兩日以上送不到上級中心：{fact}", "nothing has reached the parent hub for two days: {fact}"),
        ("打電話問總部：主機有沒有開、地址有沒有變。", "Ask headquarters whether its hub is on and where it is."),
    ),
    "parent-stuck": (
        ("上級中心收不到這些平板的紀錄：{fact}", "the parent hub does not take the records of: {fact}"),
        (
            "這些平板有兩個版本的紀錄，或兩邊 App 版本差太遠。更新兩邊；再配對一次上級中心。",
            "These tablets have two histories, or the hubs' versions differ. Update both; pair with the parent again.",
        ),
    ),
    "parent-refused": (
        ("上級中心拒絕：{fact}", "the parent hub refuses: {fact}"),
        (
            "問總部：是否停用了這間中心？要用便請總部再給配對碼：elderapp hub parent pair。",
            "Ask headquarters whether it shut this hub out; for a new code: elderapp hub parent pair.",
        ),
    ),
    "child-late": (
        ("下級中心兩日沒有消息：{fact}", "a hub below has not been heard of for two days: {fact}"),
        ("打電話去那間中心：主機有沒有開、有沒有上網。", "Ring that centre: is its hub on, is it on the internet?"),
    ),
    "child-stuck": (
        ("下級中心有紀錄送不上來：{fact}", "a hub below cannot bring some records: {fact}"),
        ("在那間中心行 elderapp doctor。", "Run elderapp doctor at that centre."),
    ),
    "key-open": (
        ("其他人可以讀到鎖匙：{fact}", "others may read a key: {fact}"),
        ("行：chmod 600 {fact}", "Run: chmod 600 {fact}"),
    ),
    "database-closed": (
        ("連不到資料庫：{fact}", "the database cannot be opened: {fact}"),
        ("看資料庫有沒有開，地址和密碼對不對。", "See that it runs, and that address and password are right."),
    ),
    "database-damaged": (
        ("資料庫損壞：{fact}", "the database is damaged: {fact}"),
        (
            "停止中心，還原最近的備份；平板會把之後的紀錄再送一次。",
            "Stop the hub and restore the latest backup; tablets send again what is missing.",
        ),
    ),
    "backups-away": (
        ("備份碟不在：{fact}", "the disk with the backups is out: {fact}"),
        (
            "插回那隻碟，中心十分鐘內會補做。換了新碟，說一次：elderapp hub backup --backups 資料夾 --new-disk",
            "Plug it in, the hub makes up for it. A new disk, once: elderapp hub backup --backups FOLDER --new-disk",
        ),
    ),
    "pack-refused": (
        ("課堂包損壞或不可信：{fact}", "a pack is damaged or not trusted: {fact}"),
        (
            "再抄一次這個檔案，或看 trust 檔案有沒有這個出版者。",
            "Copy that file again, or see that its publisher is trusted.",
        ),
    ),
    "packs-none-offered": (
        ("未有課堂包可以給平板", "there are no packs for tablets"),
        ("把 .pack 檔案放進中心的 packs 資料夾。", "Put .pack files into the hub's folder packs."),
    ),
    "not-announced": (
        ("網絡不傳遞公告（mDNS）", "the network carries no announcements (mDNS)"),
        (
            "平板仍可用紙上的 QR 配對；路由器如有「群播」設定，請開啟。",
            "Tablets can be paired by QR; switch multicast on in the router.",
        ),
    ),
    "hub-alone": (
        ("中心只有自己這部電腦連得到", "only this machine reaches the hub"),
        (
            "停止，再開：elderapp hub --host 0.0.0.0；防火牆要允許這個埠。",
            "Start it with: elderapp hub --host 0.0.0.0; let the port through the firewall.",
        ),
    ),
    "hub-not-running": (
        ("中心沒有開（埠 {fact}）", "the hub is not running (port {fact})"),
        ("開：elderapp hub --host 0.0.0.0", "Start: elderapp hub --host 0.0.0.0"),
    ),
}
