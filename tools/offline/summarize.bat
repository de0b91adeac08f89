@echo off
chcp 65001 >nul
setlocal
title aidscore {version}
set "PYTHONUTF8=1"
set "AIDSCORE=%LOCALAPPDATA%\aidscore\venv\Scripts\aidscore.exe"
if not exist "%AIDSCORE%" goto missing
if "%~1"=="" goto usage
if not "%~2"=="" goto usage
if not exist "%~1\" goto usage

set "OUTPUT=%~dp1汇总表.xlsx"
"%AIDSCORE%" --lang zh batch "%~1" -o "%OUTPUT%"
if errorlevel 2 goto end
echo.
echo 汇总表在检查记录的文件夹旁边：
echo "%OUTPUT%"
goto end

:missing
echo 还没有安装。请先双击“安装.bat”。
goto end

:usage
echo 请把放检查记录和评分表的文件夹拖到本图标上，一次一个文件夹。

:end
pause
