# No terminal is there while the cluster and its nodes stop by what they were told. Mains is back before a terminal is, and no card takes a cut with it: everything is started again, without waiting for the plan's whole time.
site apart
at 0s: UPS1 refuses
at 0s: UPS2 refuses
at 0s: mains off all
at 45s: standby 2
at 260s: mains on all
at 300s: crash
at 301s: master 3
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
    301s  information: CL: the cluster has stopped after 270 s; the operating systems are being stopped
    301s  n1 is ordered to stop its system
    301s  n2 is ordered to stop its system
    301s  alarm: n1 has not acknowledged the stop of its operating system; it is not taken for off
    301s  alarm: n2 has not acknowledged the stop of its operating system; it is not taken for off
    301s  information: CL: the outputs are being armed
    301s  UPS1 is armed: Graceful, delay 300 s, StayOff
    301s  UPS2 is armed: Graceful, delay 300 s, StayOff
    301s  alarm: the output of UPS1 is not armed in time: what it feeds may still be running, or its card does not take the order
    301s  alarm: the output of UPS2 is not armed in time: what it feeds may still be running, or its card does not take the order
    301s  information: CL: every output is armed; waiting for them to go off
    304s  UPS1 is armed: OnBattery, delay 300 s, ReturnWithMains
    304s  UPS2 is armed: OnBattery, delay 300 s, ReturnWithMains
    304s  information: CL: mains is back already; what was stopped is started again
    304s  information: CL: mains is back; the disks come first
    304s  information: CL: its disks are warm; the nodes are started
    554s  UPS1 is turned off and on: n1 is off although it has input; it starts when that comes anew
    554s  UPS2 is turned off and on: n2 is off although it has input; it starts when that comes anew
    559s  information: UPS1 has cut its output, as ordered
    559s  information: UPS2 has cut its output, as ordered
    566s  information: UPS1 has mains and feeds its load again
    566s  information: UPS2 has mains and feeds its load again
    656s  information: CL: its nodes run; waiting for the cluster to be whole
    656s  monitors of CL listen again
    656s  information: CL: normal; it runs again; see what was given up
    656s  run 1.1 closes: it runs again; see what was given up; given up: n1 has not acknowledged the stop of its operating system; it is not taken for off / n2 has not acknowledged the stop of its operating system; it is not taken for off / the output of UPS1 is not armed in time: what it feeds may still be running, or its card does not take the order / the output of UPS2 is not armed in time: what it feeds may still be running, or its card does not take the order
at the end: n1 runs (boot 2), n2 runs (boot 2)
