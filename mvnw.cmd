@echo off
rem Runs Maven 3.9 or newer, which Quarkus needs. The mvn on the PATH is used when it is new enough. Otherwise this script
rem fetches Maven 3.9.12 by its coordinates, once, through the repository that the older Maven is configured for.
setlocal EnableExtensions EnableDelayedExpansion

set "VERSION=3.9.12"
set "CACHE=%CLERK_GUARD_MAVEN_CACHE%"
if "%CACHE%"=="" set "CACHE=%LOCALAPPDATA%\clerk-guard"
set "MAVEN=%CACHE%\apache-maven-%VERSION%\bin\mvn.cmd"

rem A fetched Maven answers without a question to the older one, which would start a JVM each time.
if exist "%MAVEN%" goto run

where mvn >nul 2>nul
if errorlevel 1 (
    echo mvnw: no 'mvn' on the PATH. Install any Maven 3.x, for example: winget install Apache.Maven 1>&2
    exit /b 1
)
set "FOUND="
for /f "tokens=3" %%v in ('call mvn --version 2^>nul ^| findstr /b /c:"Apache Maven"') do set "FOUND=%%v"
for /f "tokens=1,2 delims=." %%a in ("%FOUND%") do (
    set "MAJOR=%%a"
    set "MINOR=%%b"
)
if defined MAJOR if !MAJOR! gtr 3 goto installed
if defined MAJOR if !MAJOR! equ 3 if !MINOR! geq 9 goto installed

echo mvnw: this project needs Maven 3.9 and the PATH has %FOUND%: fetching %VERSION% into %CACHE% (once) 1>&2
rem Unpacked beside its final place and moved there: an interrupted fetch leaves no half Maven.
set "STAGE=%CACHE%\fetch.%RANDOM%"
call mvn --batch-mode --quiet org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack ^
    "-Dartifact=org.apache.maven:apache-maven:%VERSION%:zip:bin" "-DoutputDirectory=%STAGE%" 1>&2
if errorlevel 1 (
    echo mvnw: could not fetch org.apache.maven:apache-maven:%VERSION%:zip:bin. Install Maven 3.9 or newer. 1>&2
    exit /b 1
)
move "%STAGE%\apache-maven-%VERSION%" "%CACHE%" >nul
rmdir /s /q "%STAGE%" 2>nul

:run
call "%MAVEN%" %*
exit /b %ERRORLEVEL%

:installed
call mvn %*
exit /b %ERRORLEVEL%
