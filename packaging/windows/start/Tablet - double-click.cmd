@echo off
rem Opens the tablet app. The first time: press the button for pairing and type the eight digits of the hub.
setlocal
chcp 65001 >nul
title ElderApp
set "PYTHONUTF8=1"
set "ELDERAPP_HOME=%LOCALAPPDATA%\ElderApp"
"%~dp0elderapp-tablet\elderapp.exe" tablet --fullscreen --data "%LOCALAPPDATA%\ElderApp\tablet"
if errorlevel 1 pause
