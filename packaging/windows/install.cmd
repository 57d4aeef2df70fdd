@echo off
rem SPDX-License-Identifier: GPL-2.0-or-later
rem Installs the Wireshark plugin of this folder, and the Wireshark profile "CTI", for the user who runs it. Needs no administrator.
rem
rem   install.cmd               installs, and asks Wireshark whether it loads the plugin
rem   install.cmd /check        which Wireshark is here, whether the plugin is there and loads, if not why
rem   install.cmd /uninstall    takes all of it out
rem
rem   /wireshark FOLDER         the folder with tshark.exe (default: where the installer puts it, the registry, PATH)
rem   /profile                  replaces, or with /uninstall removes, a profile "CTI" that you have changed
rem   /quiet                    does not wait for a key at the end
rem
rem Exit status: 0 done, 1 not done.
setlocal EnableExtensions DisableDelayedExpansion
set "here=%~dp0"
set "action=install"
set "wireshark="
set "replace="
set "wait="
set "result=1"
rem Started by a double click, the window would close before anybody has read it.
setlocal EnableDelayedExpansion
set "started=!cmdcmdline!"
set "clicked="
if not "!started:%~nx0=!"=="!started!" set "clicked=1"
endlocal & set "wait=%clicked%"

:options
if "%~1"=="" goto options_done
if /i "%~1"=="/check" goto option_check
if /i "%~1"=="/uninstall" goto option_uninstall
if /i "%~1"=="/wireshark" goto option_wireshark
if /i "%~1"=="/profile" goto option_profile
if /i "%~1"=="/quiet" goto option_quiet
echo install.cmd: no option %~1
echo Options: /check /uninstall /wireshark FOLDER /profile /quiet
goto done
:option_check
set "action=check"
shift
goto options
:option_uninstall
set "action=uninstall"
shift
goto options
:option_wireshark
set "wireshark=%~2"
shift
shift
goto options
:option_profile
set "replace=1"
shift
goto options
:option_quiet
set "wait="
shift
goto options
:options_done
if "%action%"=="uninstall" goto package_there
if exist "%here%profile\CTI\preferences" goto package_there
echo The files that belong to install.cmd are not beside it.
echo Extract the whole zip file into a folder first, and run the install.cmd of that folder.
goto done
:package_there

rem ---- Where is Wireshark?
if not defined wireshark goto search
if exist "%wireshark%\tshark.exe" goto found
if "%action%"=="uninstall" goto folders
echo There is no tshark.exe in %wireshark%
goto done
:search
if exist "%ProgramFiles%\Wireshark\tshark.exe" set "wireshark=%ProgramFiles%\Wireshark"
if defined wireshark goto found
if exist "%ProgramW6432%\Wireshark\tshark.exe" set "wireshark=%ProgramW6432%\Wireshark"
if defined wireshark goto found
call :registered "HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\Wireshark.exe" Path
if defined wireshark goto found
call :registered "HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\Wireshark" InstallLocation
if defined wireshark goto found
for %%I in (tshark.exe) do if not "%%~$PATH:I"=="" set "wireshark=%%~dp$PATH:I"
if defined wireshark goto found
if "%action%"=="uninstall" goto folders
echo Wireshark was not found. If it is in a folder of its own, a portable one for example, say where:
echo   install.cmd /wireshark "E:\WiresharkPortable64\App\Wireshark"
echo tshark.exe has to be in that folder; the installer of Wireshark leaves it out only where it is told to.
goto done
:found
if "%wireshark:~-1%"=="\" set "wireshark=%wireshark:~0,-1%"
set "tshark=%wireshark%\tshark.exe"
rem The launcher of a portable Wireshark keeps the settings in its folder Data.
if defined WIRESHARK_CONFIG_DIR goto folders
if defined WIRESHARK_APPDATA goto folders
if not exist "%wireshark%\..\..\App\AppInfo\*" goto folders
for %%I in ("%wireshark%\..\..") do set "WIRESHARK_APPDATA=%%~fI\Data"
echo A portable Wireshark: its settings are in %WIRESHARK_APPDATA%

:folders
rem As Wireshark itself does it.
set "config="
if defined WIRESHARK_CONFIG_DIR set "config=%WIRESHARK_CONFIG_DIR%"
if defined config goto have_config
if defined WIRESHARK_APPDATA set "config=%WIRESHARK_APPDATA%"
if defined config goto have_config
if defined APPDATA set "config=%APPDATA%\Wireshark"
if defined config goto have_config
echo The environment has no APPDATA: Wireshark's personal folder is not known.
goto done
:have_config
set "profile=%config%\profiles\CTI"
if "%action%"=="uninstall" goto uninstall

rem ---- Which Wireshark is it?
set "said=%TEMP%\wireshark-cti-%RANDOM%%RANDOM%"
set "version="
set "minor="
"%tshark%" -v >"%said%.txt" 2>"%said%.err"
for /f "usebackq tokens=3" %%v in ("%said%.txt") do if not defined version set "version=%%v"
if not defined version goto tshark_silent
for /f "tokens=1,2 delims=." %%a in ("%version%") do set "minor=%%a.%%b"
echo Wireshark %version% in %wireshark%
set "plugins=%config%\plugins\%minor%\epan"
if "%action%"=="check" goto check
if exist "%here%%minor%\epan\cti.dll" goto install
echo There is no plugin for Wireshark %minor% in this package. A plugin fits one minor version only. There are plugins for:
pushd "%here%"
for /d %%d in (*) do if exist "%%d\epan\cti.dll" echo   Wireshark %%d
popd
if "%minor%"=="4.2" echo Wireshark 4.2 has none yet: its successor 4.4 can be installed over it.
goto done
:tshark_silent
echo %tshark% does not run, or does not say its version:
type "%said%.err"
goto done

rem ---- Install
:install
if not exist "%plugins%\" mkdir "%plugins%"
copy /y "%here%%minor%\epan\cti.dll" "%plugins%\cti.dll" >nul 2>nul
if not errorlevel 1 goto copied
echo %plugins%\cti.dll could not be written. Close Wireshark, if it is open, and try again.
goto done
:copied
echo Installed %plugins%\cti.dll
call :unblock "%plugins%\cti.dll"
set "changed="
if not defined replace call :profile_changed
if not defined changed goto profile
echo Left your changed profile alone: %profile% (/profile replaces it)
goto loads
:profile
if not exist "%profile%\" mkdir "%profile%"
for %%f in (preferences colorfilters dfilter_buttons dfilter_macros) do copy /y "%here%profile\CTI\%%f" "%profile%\%%f" >nul
rem The window layout: Wireshark writes it anew each time, so it is only put where there is none.
if not exist "%profile%\recent" copy /y "%here%profile\CTI\recent" "%profile%\recent" >nul
echo Installed the profile CTI: choose it at the bottom right of Wireshark's window
goto loads

rem ---- Check
:check
if exist "%plugins%\cti.dll" goto check_profile
if exist "%wireshark%\plugins\%minor%\epan\cti.dll" goto check_profile
echo The plugin is not installed for this Wireshark: there is no %plugins%\cti.dll
if not exist "%config%\plugins\" goto done
pushd "%config%\plugins"
for /d %%d in (*) do if exist "%%d\epan\cti.dll" echo There is one for Wireshark %%d
popd
goto done
:check_profile
if exist "%profile%\preferences" echo The profile CTI is there: %profile%
if not exist "%profile%\preferences" echo The profile CTI is not there.
goto loads

rem ---- Does it load? Wireshark is asked.
:loads
"%tshark%" -G plugins >"%said%.txt" 2>"%said%.err"
"%SystemRoot%\System32\findstr.exe" /i /c:"cti.dll" <"%said%.txt" >nul
if not errorlevel 1 goto it_loads
echo The plugin does NOT load.
"%SystemRoot%\System32\findstr.exe" /i /c:"cti.dll" <"%said%.err" >"%said%.why"
for /f "usebackq delims=" %%l in ("%said%.why") do echo   Wireshark says: %%l
"%SystemRoot%\System32\findstr.exe" /i /c:"compiled for Wireshark version" <"%said%.why" >nul
if not errorlevel 1 goto why_version
if not exist "%plugins%\cti.dll" goto why_gone
if /i "%PROCESSOR_ARCHITECTURE%"=="ARM64" goto why_arm
if /i "%PROCESSOR_ARCHITEW6432%"=="ARM64" goto why_arm
echo   It is there and Windows does not let it in. What does this:
echo   - Smart App Control, AppLocker or an antivirus program blocks DLL files that nobody has signed: allow this one
echo     %plugins%\cti.dll
echo   - it is still marked as coming from the Internet: right click on it, Properties, Unblock
goto done
:why_version
echo   It was built for another Wireshark; a plugin fits one minor version only. This one is %version%:
echo   install the plugin for Wireshark %minor%.
goto done
:why_gone
echo   It is gone: an antivirus program may have taken it away. Look into its quarantine.
goto done
:why_arm
echo   This is Windows on ARM64, and the plugin is for x64. If this Wireshark is the one for ARM64, it cannot load it:
echo   the Wireshark for x64 runs here too, and loads it.
goto done
:it_loads
for /f "usebackq tokens=1,2" %%a in ("%said%.txt") do if /i "%%a"=="cti.dll" echo Wireshark loads it: wireshark-cti %%b
if exist "%plugins%\cti.dll" if exist "%wireshark%\plugins\%minor%\epan\cti.dll" echo There is one more in %wireshark%\plugins\%minor%\epan: remove one of them.
if "%action%"=="install" echo Start Wireshark anew. Report: menu Telephony, CTI Report; on the command line: tshark -q -r FILE -z cti,diagnose
set "result=0"
goto done

rem ---- Uninstall: of every version, and what is empty then.
:uninstall
set "removed="
set "result=0"
if not exist "%config%\plugins\" goto plugins_removed
pushd "%config%\plugins"
for /d %%d in (*) do if exist "%%d\epan\cti.dll" call :remove_plugin "%config%\plugins\%%d"
popd
rmdir "%config%\plugins" 2>nul
:plugins_removed
if not exist "%profile%\" goto uninstalled
set "changed="
if not defined replace if exist "%here%profile\CTI\preferences" call :profile_changed
if not defined changed goto remove_profile
echo Left your changed profile alone: %profile% (/profile removes it)
goto uninstalled
:remove_profile
rem Beside ours, what Wireshark itself writes into a profile.
for %%f in (preferences colorfilters dfilter_buttons dfilter_macros recent dmacros) do if exist "%profile%\%%f" del "%profile%\%%f"
set "removed=1"
rmdir "%profile%" 2>nul
if exist "%profile%\" echo Files of yours stay in %profile%
if not exist "%profile%\" echo Removed the profile CTI
rmdir "%config%\profiles" 2>nul
:uninstalled
if not defined removed echo Nothing to remove in %config%
goto done

:done
if defined said del "%said%.txt" "%said%.err" "%said%.why" 2>nul
if defined wait pause
exit /b %result%

rem ---- Called: key of the registry, value with a folder -> wireshark
:registered
for /f "tokens=2*" %%a in ('reg query %1 /v %2 2^>nul') do if exist "%%~b\tshark.exe" set "wireshark=%%~b"
exit /b

rem The mark of the web, which Windows puts on what a browser has brought.
:unblock
set "file=%~1"
if exist "%SystemRoot%\System32\WindowsPowerShell\v1.0\powershell.exe" "%SystemRoot%\System32\WindowsPowerShell\v1.0\powershell.exe" -NoProfile -NonInteractive -Command "Unblock-File -LiteralPath $env:file" >nul 2>nul
exit /b

rem A file of the profile is there and is not as it is shipped -> changed
:profile_changed
for %%f in (preferences colorfilters dfilter_buttons dfilter_macros) do if exist "%profile%\%%f" "%SystemRoot%\System32\fc.exe" "%profile%\%%f" "%here%profile\CTI\%%f" >nul || set "changed=1"
exit /b

:remove_plugin
del "%~1\epan\cti.dll"
if exist "%~1\epan\cti.dll" echo %~1\epan\cti.dll could not be removed. Close Wireshark, if it is open, and try again.
if exist "%~1\epan\cti.dll" set "result=1"
if exist "%~1\epan\cti.dll" exit /b
echo Removed %~1\epan\cti.dll
set "removed=1"
rmdir "%~1\epan" 2>nul
rmdir "%~1" 2>nul
exit /b
