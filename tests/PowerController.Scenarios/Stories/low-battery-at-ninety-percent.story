# A worn battery: low at 90 % is still low.
site apart
at 0s: mains off all
at 5s: UPS1 says Battery LowBattery charge=90 in=0 out=100 load=30
at 5s: UPS2 says Battery LowBattery charge=90 in=0 out=100 load=30
at 40s: UPS1 truth
at 40s: UPS2 truth
at 900s: mains on all
until 3000s
----------
      1s  warning: UPS0 is on battery; it counts as failed after 60 s
      1s  warning: UPS1 is on battery; it counts as failed after 60 s
      1s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 60 s unless it comes back
      1s  users of CL are warned of a stop at 61 s
      1s  warning: UPS2 is on battery; it counts as failed after 60 s
      1s  warning: UPSD is on battery; it counts as failed after 30 s
      9s  alarm: UPS1 is running out of battery: there is no time left to wait
      9s  alarm: n1: the shutdown is decided and will not be taken back: the power of n1 has failed; its cluster goes on without it
      9s  run 1.2 opens for CL (Outage): the power of CL is failing; it is shut down in 22 s unless it comes back
      9s  users of CL are warned of a stop at 31 s
      9s  monitors of n1 are quieted
      9s  n1 learns: cluster by 9 s, system by 69 s
      9s  information: n1: its operating system is being stopped
      9s  n1 is ordered to stop its system
      9s  information: n1: the outputs are being armed
      9s  UPS1 is armed: OnBattery, delay 300 s, ReturnWithMains
      9s  information: n1: every output is armed; waiting for them to go off
      9s  alarm: UPS2 is running out of battery: there is no time left to wait
      9s  run 1.2 closes: goes on as part of run 1.1; not running: n1
      9s  alarm: CL: the shutdown is decided and will not be taken back: the power of every node that still ran has failed
      9s  monitors of CL are quieted
      9s  n1 learns: cluster by 129 s, system by 189 s
      9s  n2 learns: cluster by 129 s, system by 189 s
      9s  information: CL: the cluster CL is being stopped
      9s  n2 is ordered to stop cluster CL by 129 s: the power of every node that still ran has failed; n2 stops the cluster
     31s  alarm: UPSD has failed: on battery for 30 s
     49s  information: CL: the cluster has stopped after 40 s; the operating systems are being stopped
     49s  n2 is ordered to stop its system
     49s  information: CL: the outputs are being armed
     49s  UPS2 is armed: OnBattery, delay 300 s, ReturnWithMains
     49s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
     49s  information: CL: every output is armed; waiting for them to go off
     61s  alarm: UPS0 has failed: on battery for 60 s
    312s  information: UPS1 has cut its output, as ordered
    352s  information: UPS2 has cut its output, as ordered
    352s  information: UPSD has cut its output, as ordered
    352s  information: CL: everything is off; waiting for mains
    361s  UPS0 is armed: OnBattery, delay 70 s, ReturnWithMains
    361s  terminal term stops itself: its own supply has failed for longer than everyone it serves needs
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
   1081s  information: CL: normal; everything that ran runs again
   1081s  run 1.1 closes: everything that ran runs again
at the end: n1 runs (boot 3), n2 runs (boot 3)
