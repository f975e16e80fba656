# A node falls while its cluster becomes whole again: the run goes back to starting nodes instead of ending without it.
site apart
the battery may not last
at 0s: mains off all
at 900s: mains on all
at 1080s: cluster CL Degraded
at 1090s: UPS1 runtime 2
at 1099s: UPS1 says Mains in=100 out=100
at 1100s: mains off UPS1
at 1105s: UPS1 truth
at 1110s: mains on UPS1
at 1111s: UPS1 runtime 3000
at 1300s: cluster CL Normal
until 4000s
----------
      1s  warning: UPS0 is on battery; it counts as failed after 60 s
      1s  warning: UPS1 is on battery; it counts as failed after 60 s
      1s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 60 s unless it comes back
      1s  users of CL are warned of a stop at 61 s
      1s  warning: UPS2 is on battery; it counts as failed after 60 s
      1s  warning: UPSD is on battery; it counts as failed after 30 s
     31s  alarm: UPSD has failed: on battery for 30 s
     31s  alarm: CL: the shutdown is decided and will not be taken back: the power of its disk D1 has failed
     31s  monitors of CL are quieted
     31s  n1 learns: cluster by 151 s, system by 211 s
     31s  n2 learns: cluster by 151 s, system by 211 s
     31s  information: CL: the cluster CL is being stopped
     31s  n1 is ordered to stop cluster CL by 151 s: the power of its disk D1 has failed; n1 stops the cluster
     61s  alarm: UPS0 has failed: on battery for 60 s
     61s  alarm: UPS1 has failed: on battery for 60 s
     61s  alarm: UPS2 has failed: on battery for 60 s
     71s  information: CL: the cluster has stopped after 40 s; the operating systems are being stopped
     71s  n1 is ordered to stop its system
     71s  n2 is ordered to stop its system
     71s  information: CL: the outputs are being armed
     71s  UPS1 is armed: OnBattery, delay 300 s, ReturnWithMains
     71s  UPS2 is armed: OnBattery, delay 300 s, ReturnWithMains
     71s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
     71s  information: CL: every output is armed; waiting for them to go off
    374s  information: UPS1 has cut its output, as ordered
    374s  information: UPS2 has cut its output, as ordered
    374s  information: UPSD has cut its output, as ordered
    374s  information: CL: everything is off; waiting for mains
    381s  UPS0 is armed: OnBattery, delay 70 s, ReturnWithMains
    381s  terminal term stops itself: its own supply has failed for longer than everyone it serves needs
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
   1102s  warning: n1 is silent although nobody told it to stop; it may still be running
   1106s  warning: UPS1 is on battery; it counts as failed after 60 s
   1109s  alarm: UPS1 feeds nothing, and nobody ordered that
   1109s  information: CL: a node that ran already does not run any more; it is started again
   1171s  information: UPS1 has mains and feeds its load again
   1261s  information: CL: its nodes run; waiting for the cluster to be whole
   1300s  monitors of CL listen again
   1300s  information: CL: normal; everything that ran runs again
   1300s  run 1.1 closes: everything that ran runs again
at the end: n1 runs (boot 4), n2 runs (boot 3)
broken: 1102: n1 lost its input while it ran
