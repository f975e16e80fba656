# Fewer good sources than needed: now it counts.
site redundant
at 0s: mains off UPS1 UPSD1
at 300s: mains off UPS2 UPSD2
at 1200s: mains on all
until 3600s
----------
      1s  warning: UPS1 is on battery; it counts as failed after 60 s
      1s  warning: UPSD1 is on battery; it counts as failed after 30 s
     31s  alarm: UPSD1 has failed: on battery for 30 s
     61s  alarm: UPS1 has failed: on battery for 60 s
    301s  warning: UPS2 is on battery; it counts as failed after 60 s
    301s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 60 s unless it comes back
    301s  users of CL are warned of a stop at 361 s
    301s  warning: UPSD2 is on battery; it counts as failed after 30 s
    331s  alarm: UPSD2 has failed: on battery for 30 s
    331s  alarm: CL: the shutdown is decided and will not be taken back: the power of its disk D1 has failed
    331s  monitors of CL are quieted
    331s  n1 learns: cluster by 451 s, system by 511 s
    331s  n2 learns: cluster by 451 s, system by 511 s
    331s  information: CL: the cluster CL is being stopped
    331s  n1 is ordered to stop cluster CL by 451 s: the power of its disk D1 has failed; n1 stops the cluster
    361s  alarm: UPS2 has failed: on battery for 60 s
    371s  information: CL: the cluster has stopped after 40 s; the operating systems are being stopped
    371s  n1 is ordered to stop its system
    371s  n2 is ordered to stop its system
    371s  information: CL: the outputs are being armed
    371s  UPS1 is armed: OnBattery, delay 300 s, ReturnWithMains
    371s  UPS2 is armed: OnBattery, delay 300 s, ReturnWithMains
    371s  UPSD1 is armed: OnBattery, delay 300 s, ReturnWithMains
    371s  UPSD2 is armed: OnBattery, delay 300 s, ReturnWithMains
    371s  information: CL: every output is armed; waiting for them to go off
    674s  information: UPS1 has cut its output, as ordered
    674s  information: UPS2 has cut its output, as ordered
    674s  information: UPSD1 has cut its output, as ordered
    674s  information: UPSD2 has cut its output, as ordered
    674s  information: CL: everything is off; waiting for mains
   1231s  information: CL: mains is back; the disks come first
   1261s  information: UPS1 has mains and feeds its load again
   1261s  information: UPS2 has mains and feeds its load again
   1261s  information: UPSD1 has mains and feeds its load again
   1261s  information: UPSD2 has mains and feeds its load again
   1321s  information: CL: its disks are warm; the nodes are started
   1321s  n1 is ordered to reboot: n1 started before its disks were warm; it boots again with them
   1321s  n2 is ordered to reboot: n2 started before its disks were warm; it boots again with them
   1381s  information: CL: its nodes run; waiting for the cluster to be whole
   1381s  monitors of CL listen again
   1381s  information: CL: normal; everything that ran runs again
   1381s  run 1.1 closes: everything that ran runs again
at the end: n1 runs (boot 3), n2 runs (boot 3)
