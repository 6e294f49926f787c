@echo off
rem Starts the hub and opens it in the browser. Close this window to stop it.
rem A second disk for backups: change the line that begins with "set BACKUPS".
setlocal
chcp 65001 >nul
title ElderApp hub
set "PYTHONUTF8=1"
set "ELDERAPP_HOME=%LOCALAPPDATA%\ElderApp"
set "BACKUPS=%ELDERAPP_HOME%\backups"
if not exist "%ELDERAPP_HOME%\hub\packs" mkdir "%ELDERAPP_HOME%\hub\packs"
for %%F in ("%~dp0packs\*.pack") do if not exist "%ELDERAPP_HOME%\hub\packs\%%~nxF" copy /y "%%F" "%ELDERAPP_HOME%\hub\packs\" >nul
set "ELDERAPP_BACKUPS=%BACKUPS%"
"%~dp0elderapp-hub\elderapp.exe" hub --host 0.0.0.0 --browser
if errorlevel 1 (
  echo.
  echo The hub has stopped. The lines above say why.
  pause
)
