# Keeps illumio-monitor running on Windows, from start-up on, without anybody signed in.
#   powershell -ExecutionPolicy Bypass -File windows-service.ps1 install|remove|start|stop|status
# Needs an administrator. It is a task of the Task Scheduler: nothing but Windows and Java is needed.
param([Parameter(Mandatory = $true)][ValidateSet('install', 'remove', 'start', 'stop', 'status')][string]$Do)
$ErrorActionPreference = 'Stop'
$name = 'illumio-monitor'
$here = Split-Path -Parent $MyInvocation.MyCommand.Path

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
    Register-ScheduledTask -TaskName $name -Action $action -Trigger $trigger -Settings $settings `
      -User 'NT AUTHORITY\LOCAL SERVICE' -Force | Out-Null
    # The account of the task writes its store, token and log here, and nobody else reads them.
    icacls $here /grant 'NT AUTHORITY\LOCAL SERVICE:(OI)(CI)M' /T /Q | Out-Null
    Start-ScheduledTask -TaskName $name
  }
  'remove' { Stop-ScheduledTask -TaskName $name; Unregister-ScheduledTask -TaskName $name -Confirm:$false }
  'start' { Start-ScheduledTask -TaskName $name }
  'stop' { Stop-ScheduledTask -TaskName $name }
  'status' { Get-ScheduledTask -TaskName $name | Get-ScheduledTaskInfo }
}
