@echo off
chcp 65001 >nul
setlocal
title aidscore {version}
set "PYTHONUTF8=1"
set "AIDSCORE=%LOCALAPPDATA%\aidscore\venv\Scripts\aidscore.exe"
if not exist "%AIDSCORE%" goto missing
if "%~1"=="" goto usage

:next
"%AIDSCORE%" --lang zh score "%~1"
echo.
shift
if not "%~1"=="" goto next
goto end

:missing
echo 还没有安装。请先双击“安装.bat”。
goto end

:usage
echo 请把检查记录（.yaml）、填好的评分表（.xlsx）或者文件夹拖到本图标上，可以一次拖几个。

:end
pause
