@echo off
rem Runs illumio-monitor on Windows. JAVA_HOME chooses the Java, JAVA_OPTS adds to its options.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo monitor: Java 17 or later is needed; install a JDK or set JAVA_HOME to one 1>&2
  exit /b 78
)
rem What is over in seconds does not live to see what the optimising compiler made for it.
set "COMPILER=-XX:TieredStopAtLevel=1"
if "%~1"=="" set "COMPILER=-XX:+TieredCompilation"
for %%v in (serve demo bench backfill) do if "%~1"=="%%v" set "COMPILER=-XX:+TieredCompilation"
if "%~1 %~2"=="rules replay" set "COMPILER=-XX:+TieredCompilation"
if "%~1"=="run" for %%a in (%*) do if "%%~a"=="--from" set "COMPILER=-XX:+TieredCompilation"
"%JAVA%" -Xmx512m -XX:+UseParallelGC %COMPILER% -XX:+ExitOnOutOfMemoryError -Djava.awt.headless=true -Dfile.encoding=UTF-8 %JAVA_OPTS% -jar "%~dp0illumio-monitor.jar" %*
exit /b %ERRORLEVEL%
