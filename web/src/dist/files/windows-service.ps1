# Keeps illumio-monitor running on Windows, from start-up on, without anybody signed in.
#   powershell -ExecutionPolicy Bypass -File windows-service.ps1 install|remove|start|stop|status
# Needs an administrator. It is a task of the Task Scheduler: nothing but Windows and Java is needed.
# Secrets that monitor.yaml takes from the environment belong to the machine, because the task has an account of its own:
#   [Environment]::SetEnvironmentVariable('PCE_KEY', 'api_...', 'Machine')
param([Parameter(Mandatory = $true)][ValidateSet('install', 'remove', 'start', 'stop', 'status')][string]$Do)
$ErrorActionPreference = 'Stop'
$name = 'illumio-monitor'
$here = Split-Path -Parent $MyInvocation.MyCommand.Path

# Ending the task ends cmd.exe; the Java that it started may outlive it. The store takes no harm from a sudden end.
function Stop-Monitor {
  Stop-ScheduledTask -TaskName $name
  $jar = (Join-Path $here 'illumio-monitor.jar').ToLowerInvariant()
  Get-CimInstance Win32_Process -Filter "Name = 'java.exe'" |
    Where-Object { $_.CommandLine -and $_.CommandLine.ToLowerInvariant().Contains($jar) -and $_.CommandLine.Contains(' serve ') } |
    ForEach-Object { Stop-Process -Id $_.ProcessId -Force -ErrorAction SilentlyContinue }
}

switch ($Do) {
  'install' {
    if (-not (Test-Path (Join-Path $here 'monitor.yaml'))) {
      throw 'Copy monitor.example.yaml to monitor.yaml and fill in the PCE first.'
    }
    $action = New-ScheduledTaskAction -Execute 'cmd.exe' -WorkingDirectory $here `
      -Argument '/c monitor.cmd serve -c monitor.yaml >> service.log 2>&1'
    $trigger = New-ScheduledTaskTrigger -AtStartup
    $settings = New-ScheduledTaskSettingsSet -RestartCount 999 -RestartInterval (New-TimeSpan -Minutes 1) `
      -ExecutionTimeLimit ([TimeSpan]::Zero) -MultipleInstances IgnoreNew -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries
    $account = New-ScheduledTaskPrincipal -UserId 'LOCALSERVICE' -LogonType ServiceAccount
    Register-ScheduledTask -TaskName $name -Action $action -Trigger $trigger -Settings $settings `
      -Principal $account -Force | Out-Null
    # The account of the task writes its store, token and log here; beside it only administrators and the system may
    # read them. These are their numbers, because their names are other ones in other languages of Windows.
    icacls $here /inheritance:r /grant '*S-1-5-19:(OI)(CI)M' '*S-1-5-32-544:(OI)(CI)F' '*S-1-5-18:(OI)(CI)F' /Q | Out-Null
    if ($LASTEXITCODE -ne 0) { throw "The rights of $here could not be set." }
    Start-ScheduledTask -TaskName $name
  }
  'remove' { Stop-Monitor; Unregister-ScheduledTask -TaskName $name -Confirm:$false }
  'start' { Start-ScheduledTask -TaskName $name }
  'stop' { Stop-Monitor }
  'status' { Get-ScheduledTask -TaskName $name | Get-ScheduledTaskInfo }
}
