# Power race: the cuts are armed on battery when mains returns; the nodes' outputs still go off, come back, and the nodes boot. The disk stays on: its cut is ended.
site apart
at 0s: mains off all
at 200s: mains on all
until 2000s
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
    201s  information: UPS0 has mains and feeds its load again
    201s  information: UPS1 has mains and feeds its load again
    201s  information: UPS2 has mains and feeds its load again
    201s  information: UPSD has mains and feeds its load again
    201s  information: CL: mains is back already; what was stopped is started again
    231s  UPSD is disarmed
    374s  information: UPS1 has cut its output, as ordered
    374s  information: CL: mains is back; the disks come first
    374s  information: CL: its disks are warm; the nodes are started
    374s  information: UPS2 has cut its output, as ordered
    381s  UPS1 is turned on: n1 is started by its output
    381s  UPS2 is turned on: n2 is started by its output
    383s  information: UPS1 has mains and feeds its load again
    383s  information: UPS2 has mains and feeds its load again
    473s  information: CL: its nodes run; waiting for the cluster to be whole
    473s  monitors of CL listen again
    473s  information: CL: normal; everything that ran runs again
    473s  run 1.1 closes: everything that ran runs again
at the end: n1 runs (boot 2), n2 runs (boot 2)
