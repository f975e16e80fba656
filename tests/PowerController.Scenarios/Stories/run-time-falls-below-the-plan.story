# The predicted run time is less than the plan still needs: act at once and skip what can not be afforded.
site apart-guarded
the battery may not last
at 0s: UPSD runtime 250
at 0s: UPS1 runtime 250
at 0s: UPS2 runtime 250
at 1s: mains off all
at 900s: mains on all
at 900s: UPSD runtime 3000
at 900s: UPS1 runtime 3000
at 900s: UPS2 runtime 3000
until 3000s
----------
      2s  warning: UPS0 is on battery; it counts as failed after 60 s
      2s  warning: UPS1 is on battery; it counts as failed after 60 s
      2s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 60 s unless it comes back
      2s  users of CL are warned of a stop at 62 s
      2s  warning: UPS2 is on battery; it counts as failed after 60 s
      2s  warning: UPSD is on battery; it counts as failed after 30 s
      5s  alarm: UPS1 is running out of battery: there is no time left to wait
      5s  alarm: n1: the shutdown is decided and will not be taken back: the power of n1 has failed; its cluster goes on without it
      5s  run 1.2 opens for CL (Outage): the power of CL is failing; it is shut down in 27 s unless it comes back
      5s  users of CL are warned of a stop at 32 s
      5s  monitors of n1 are quieted
      5s  n1 learns: cluster by 5 s, system by 65 s
      5s  information: n1: its operating system is being stopped
      5s  n1 is ordered to stop its system
      5s  information: n1: the outputs are being armed
      5s  warning: the battery of UPS1 does not carry the whole shutoff delay; its output is cut sooner
      5s  UPS1 is armed: OnBattery, delay 246 s, ReturnWithMains
      5s  information: n1: every output is armed; waiting for them to go off
      5s  alarm: UPS2 is running out of battery: there is no time left to wait
      5s  run 1.2 closes: goes on as part of run 1.1; not running: n1
      5s  alarm: CL: the shutdown is decided and will not be taken back: the power of every node that still ran has failed
      5s  monitors of CL are quieted
      5s  n1 learns: cluster by 61 s, system by 121 s
      5s  n2 learns: cluster by 61 s, system by 121 s
      5s  warning: the battery leaves no time to wait for running work of CL
      5s  information: CL: the cluster CL is being stopped
      5s  n2 is ordered to stop cluster CL by 61 s: the power of every node that still ran has failed; n2 stops the cluster
      5s  alarm: UPSD is running out of battery: there is no time left to wait
     45s  information: CL: the cluster has stopped after 40 s; the operating systems are being stopped
     45s  n2 is ordered to stop its system, forced
     45s  information: CL: the outputs are being armed
     45s  warning: the battery of UPS2 does not carry the whole shutoff delay; its output is cut sooner
     45s  UPS2 is armed: OnBattery, delay 206 s, ReturnWithMains
     45s  warning: the battery of UPSD does not carry the whole shutoff delay; its output is cut sooner
     45s  UPSD is armed: OnBattery, delay 206 s, ReturnWithMains
     45s  information: CL: every output is armed; waiting for them to go off
     62s  alarm: UPS0 has failed: on battery for 60 s
    254s  information: UPS1 has cut its output, as ordered
    254s  information: UPS2 has cut its output, as ordered
    254s  information: UPSD has cut its output, as ordered
    254s  information: CL: everything is off; waiting for mains
    308s  UPS0 is armed: OnBattery, delay 70 s, ReturnWithMains
    308s  terminal term stops itself: its own supply has failed for longer than everyone it serves needs
    930s  information: UPS0 has mains and feeds its load again
    930s  information: UPS1 has cut its output, as ordered
    930s  information: UPS2 has cut its output, as ordered
    930s  information: UPSD has cut its output, as ordered
    933s  alarm: UPS0 feeds nothing, and nobody ordered that
    960s  information: CL: mains is back; the disks come first
    961s  information: UPS0 has mains and feeds its load again
    961s  information: UPS1 has mains and feeds its load again
    961s  information: UPS2 has mains and feeds its load again
    961s  information: UPSD has mains and feeds its load again
   1021s  information: CL: its disks are warm; the nodes are started
   1021s  n1 is ordered to reboot: n1 started before its disks were warm; it boots again with them
   1021s  n2 is ordered to reboot: n2 started before its disks were warm; it boots again with them
   1081s  information: CL: its nodes run; waiting for the cluster to be whole
   1081s  monitors of CL listen again
   1081s  information: CL: normal; it runs again; see what was given up
   1081s  run 1.1 closes: it runs again; see what was given up; given up: the battery of UPS1 does not carry the whole shutoff delay; its output is cut sooner / the battery leaves no time to wait for running work of CL / the battery of UPS2 does not carry the whole shutoff delay; its output is cut sooner / the battery of UPSD does not carry the whole shutoff delay; its output is cut sooner
at the end: n1 runs (boot 3), n2 runs (boot 3)
