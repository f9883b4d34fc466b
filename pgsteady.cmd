@echo off
rem pgsteady for Windows, for the distribution archive (lib\ beside this file).
rem   PGSTEADY_JAVA_HOME   the JDK to use, before all others
rem   PGSTEADY_JAVA_OPTS   further options for Java
setlocal EnableExtensions DisableDelayedExpansion
set "app=%~dp0"
set "app=%app:~0,-1%"
if exist "%app%\lib\" goto :java
echo pgsteady: %app%\lib is missing. 1>&2
echo   Unpack the distribution archive again; in a checkout, use the shell script 'pgsteady'. 1>&2
exit /b 30

:java
set "java="
if defined PGSTEADY_JAVA_HOME if exist "%PGSTEADY_JAVA_HOME%\bin\java.exe" set "java=%PGSTEADY_JAVA_HOME%\bin\java.exe"
if not defined java if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "java=%JAVA_HOME%\bin\java.exe"
if not defined java for %%j in (java.exe) do if not "%%~$PATH:j"=="" set "java=%%~$PATH:j"
if not defined java for /d %%d in ("%ProgramFiles%\Eclipse Adoptium\jdk-*" "%ProgramFiles%\Java\jdk-*" "%ProgramFiles%\Microsoft\jdk-*" "%ProgramFiles%\Zulu\zulu-*") do if exist "%%~d\bin\java.exe" set "java=%%~d\bin\java.exe"
if defined java goto :run
echo pgsteady: no Java 21 or newer was found. 1>&2
echo   Install a JDK 21 or newer, or set PGSTEADY_JAVA_HOME to one. 1>&2
exit /b 3

:run
rem A dynamic class-data archive is made at the first run and used from then on.
set "archive=%LOCALAPPDATA%\pgsteady"
if not exist "%archive%\" mkdir "%archive%" >nul 2>&1
"%java%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m -XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=%archive%\pgsteady.jsa" -Xlog:disable --enable-native-access=ALL-UNNAMED %PGSTEADY_JAVA_OPTS% "-Dpgsteady.postgres.dir=%app%\postgres" -cp "%app%\lib\*" dev.pgsteady.cli.Pgsteady %*
exit /b %ERRORLEVEL%
