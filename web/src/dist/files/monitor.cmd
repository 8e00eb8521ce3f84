@echo off
rem Runs illumio-monitor on Windows. JAVA_HOME chooses the Java, JAVA_OPTS adds to its options.
setlocal
set "JAR=%~dp0illumio-monitor.jar"
if not exist "%JAR%" (
  echo monitor: "%JAR%" is missing; unpack the zip again 1>&2
  exit /b 78
)
rem The first Java of 17 or later: JAVA_HOME's, else that of the path.
set "JAVA="
if defined JAVA_HOME call :try "%JAVA_HOME%\bin\java.exe"
if not defined JAVA call :try java
if not defined JAVA (
  echo monitor: Java 17 or later is needed; install a JDK or set JAVA_HOME to one 1>&2
  exit /b 78
)
rem What is over in seconds does not live to see what the optimising compiler made for it. Each line is read on its own:
rem a query among the arguments may hold signs that mean something to cmd.
set "COMPILER=-XX:TieredStopAtLevel=1"
set "VERB=%~1"
if not defined VERB goto long
if "%VERB:~0,1%"=="-" goto long
for %%v in (serve demo bench backfill) do if "%VERB%"=="%%v" goto long
if "%VERB%"=="rules" goto rules
if "%VERB%"=="run" goto past
goto start
:rules
if "%~2"=="replay" goto long
goto start
:past
for %%a in (%*) do if "%%~a"=="--from" goto long
goto start
:long
set "COMPILER=-XX:+TieredCompilation"
:start
"%JAVA%" -Xmx512m -XX:+UseParallelGC -XX:-UseGCOverheadLimit -XX:MetaspaceSize=96m %COMPILER% -XX:+ExitOnOutOfMemoryError -Djava.awt.headless=true -Dfile.encoding=UTF-8 %JAVA_OPTS% -jar "%JAR%" %*
exit /b %ERRORLEVEL%

rem Sets JAVA when what is named is a Java that is new enough. It calls itself version "17.0.1", an old one version "1.8.0_1".
:try
set "MAJOR="
for /f "tokens=3" %%v in ('call "%~1" -version 2^>^&1 ^| findstr /c:" version "') do for /f "tokens=1 delims=.-+_" %%m in ("%%~v") do set "MAJOR=%%m"
if not defined MAJOR exit /b 0
if %MAJOR% GEQ 17 set "JAVA=%~1"
exit /b 0
