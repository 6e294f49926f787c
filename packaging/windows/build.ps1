# Builds the folder that a centre's Windows laptop gets: hub and tablet as programs, with files to double-click.
# Needs Windows 10 or later (64 bits) and Python 3.11 to 3.13 from python.org. In PowerShell, in the folder of ElderApp:
#   powershell -ExecutionPolicy Bypass -File packaging\windows\build.ps1
# Lessons: copy *.pack files (made by `elderapp pack build`) into build\packs first.
$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '..\..')
$target = 'build\windows'
$python = "$target\venv\Scripts\python.exe"

function Invoke-Step([string] $What, [scriptblock] $Step) {
    Write-Host $What
    & $Step
    if ($LASTEXITCODE -ne 0) { throw "$What failed with code $LASTEXITCODE" }
}

if (-not (Test-Path $python)) {
    Invoke-Step 'A Python environment of its own' { py -3 -m venv "$target\venv" }
}
Invoke-Step 'What it is built upon' {
    & $python -m pip install --quiet --constraint packaging\constraints.txt '.[all]' pyinstaller
}
Invoke-Step 'A key for trying' { & $python -m elderapp pack keys --quiet }
$env:PYTHONHASHSEED = '0'
foreach ($name in 'hub', 'tablet') {
    Invoke-Step "The program of the $name" {
        & $python -m PyInstaller --noconfirm --log-level ERROR --distpath "$target\ElderApp" --workpath "$target\work" "packaging\$name\$name.spec"
    }
}
Copy-Item packaging\windows\start\* "$target\ElderApp" -Force
New-Item -ItemType Directory -Force "$target\ElderApp\packs" | Out-Null
if (Test-Path build\packs\*.pack) { Copy-Item build\packs\*.pack "$target\ElderApp\packs" -Force }
Compress-Archive -Path "$target\ElderApp" -DestinationPath "$target\ElderApp-windows.zip" -Force
Write-Host "$target\ElderApp-windows.zip"
