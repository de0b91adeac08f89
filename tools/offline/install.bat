@echo off
chcp 65001 >nul
setlocal
title aidscore {version}
set "HERE=%~dp0"
set "TARGET=%LOCALAPPDATA%\aidscore"
set "PYTHONUTF8=1"
set "CHECK=import struct, sys; sys.exit(not ({oldest} <= sys.version_info[:2] <= {newest} and struct.calcsize('P') == 8))"

rem Python: one that is installed, or else the one whose installer lies in this folder.
set "PYTHON="
for %%V in ({newest_first}) do call :try py -%%V
call :try python
call :try "%TARGET%\python\python.exe"
if defined PYTHON goto install
set "SETUP="
for %%F in ("%HERE%python-3.*-amd64.exe") do set "SETUP=%%~fF"
if not defined SETUP goto nopython
echo 正在安装 Python，请稍候。
start "" /wait "%SETUP%" /passive InstallAllUsers=0 PrependPath=0 Include_launcher=0 Include_test=0 TargetDir="%TARGET%\python"
call :try "%TARGET%\python\python.exe"
if not defined PYTHON goto nopython

:install
echo 正在安装 aidscore {version}，约需一分钟，不需要网络。
%PYTHON% -m venv --clear "%TARGET%\venv"
if errorlevel 1 goto failed
"%TARGET%\venv\Scripts\python.exe" -m pip --isolated --disable-pip-version-check install --quiet --no-index --find-links "%HERE%wheels" aidscore=={version}
if errorlevel 1 goto failed
"%TARGET%\venv\Scripts\aidscore.exe" --version
if errorlevel 1 goto failed
echo 安装完成。把检查记录或者评分表拖到“评分.bat”上就可以评分，把文件夹拖到“汇总.bat”上就可以汇总。
goto end

:nopython
echo 本机没有 64 位 Python {pythons}。
echo 请把 Python 官方安装程序（文件名如 python-{installer}-amd64.exe）放进本文件夹，再双击“安装.bat”。
goto end

:failed
echo 没有装成。请把上面的提示拍下来，发给管理员。

:end
pause
exit /b

:try
if defined PYTHON exit /b
%* -c "%CHECK%" >nul 2>nul
if not errorlevel 1 set PYTHON=%*
exit /b
