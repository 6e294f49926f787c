@echo off
rem Looks over the hub of this machine, or its tablet, and says what to do.
setlocal
chcp 65001 >nul
title ElderApp
set "PYTHONUTF8=1"
set "ELDERAPP_HOME=%LOCALAPPDATA%\ElderApp"
if exist "%ELDERAPP_HOME%\hub\hub.key" "%~dp0elderapp-hub\elderapp.exe" doctor --hub "%ELDERAPP_HOME%\hub"
if exist "%ELDERAPP_HOME%\tablet\tablet.db" "%~dp0elderapp-tablet\elderapp.exe" doctor --tablet "%ELDERAPP_HOME%\tablet"
pause
