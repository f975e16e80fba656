# The stop of one of the two clusters hangs: the disk waits for it.
site shared
at 0s: m1 hangs in cluster stop
at 0s: m2 hangs in cluster stop
at 1s: mains off all
at 900s: mains on all
until 3000s
----------
      2s  warning: UPS0 is on battery; it counts as failed after 60 s
      2s  warning: UPS1 is on battery; it counts as failed after 60 s
      2s  run 1.1 opens for CL1 (Outage): the power of CL1 is failing; it is shut down in 60 s unless it comes back
      2s  users of CL1 are warned of a stop at 62 s
      2s  warning: UPS2 is on battery; it counts as failed after 60 s
      2s  warning: UPS3 is on battery; it counts as failed after 60 s
      2s  run 1.2 opens for CL2 (Outage): the power of CL2 is failing; it is shut down in 60 s unless it comes back
      2s  users of CL2 are warned of a stop at 62 s
      2s  warning: UPS4 is on battery; it counts as failed after 60 s
      2s  warning: UPSD is on battery; it counts as failed after 30 s
     32s  alarm: UPSD has failed: on battery for 30 s
     32s  alarm: CL1: the shutdown is decided and will not be taken back: the power of its disk D1 has failed
     32s  alarm: CL2: the shutdown is decided and will not be taken back: the power of its disk D1 has failed
     32s  monitors of CL1 are quieted
     32s  n1 learns: cluster by 152 s, system by 212 s
     32s  n2 learns: cluster by 152 s, system by 212 s
     32s  information: CL1: the cluster CL1 is being stopped
     32s  monitors of CL2 are quieted
     32s  m1 learns: cluster by 152 s, system by 212 s
     32s  m2 learns: cluster by 152 s, system by 212 s
     32s  information: CL2: the cluster CL2 is being stopped
     32s  n1 is ordered to stop cluster CL1 by 152 s: the power of its disk D1 has failed; n1 stops the cluster
     32s  m1 is ordered to stop cluster CL2 by 152 s: the power of its disk D1 has failed; m1 stops the cluster
     62s  alarm: UPS0 has failed: on battery for 60 s
     62s  alarm: UPS1 has failed: on battery for 60 s
     62s  alarm: UPS2 has failed: on battery for 60 s
     62s  alarm: UPS3 has failed: on battery for 60 s
     62s  alarm: UPS4 has failed: on battery for 60 s
     72s  information: CL1: the cluster has stopped after 40 s; the operating systems are being stopped
     72s  n1 is ordered to stop its system
     72s  n2 is ordered to stop its system
     72s  information: CL1: the outputs are being armed
     72s  UPS1 is armed: OnBattery, delay 300 s, ReturnWithMains
     72s  UPS2 is armed: OnBattery, delay 300 s, ReturnWithMains
    152s  alarm: the cluster CL2 did not stop in its time; the stop of the operating systems is forced
    152s  information: CL2: the stop of the operating systems is forced
    152s  m1 is ordered to stop its system, forced
    152s  m2 is ordered to stop its system, forced
    152s  information: CL2: the outputs are being armed
    152s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    152s  UPS3 is armed: OnBattery, delay 300 s, ReturnWithMains
    152s  UPS4 is armed: OnBattery, delay 300 s, ReturnWithMains
    152s  information: CL1: every output is armed; waiting for them to go off
    152s  information: CL2: every output is armed; waiting for them to go off
    375s  information: UPS1 has cut its output, as ordered
    375s  information: UPS2 has cut its output, as ordered
    455s  information: UPS3 has cut its output, as ordered
    455s  information: UPS4 has cut its output, as ordered
    455s  information: UPSD has cut its output, as ordered
    455s  information: CL1: everything is off; waiting for mains
    455s  information: CL2: everything is off; waiting for mains
    462s  UPS0 is armed: OnBattery, delay 70 s, ReturnWithMains
    462s  terminal term stops itself: its own supply has failed for longer than everyone it serves needs
    930s  information: UPS0 has mains and feeds its load again
    930s  information: UPS1 has cut its output, as ordered
    930s  information: UPS2 has cut its output, as ordered
    930s  information: UPS3 has cut its output, as ordered
    930s  information: UPS4 has cut its output, as ordered
    930s  information: UPSD has cut its output, as ordered
    933s  alarm: UPS0 feeds nothing, and nobody ordered that
    960s  information: CL1: mains is back; the disks come first
    960s  information: CL2: mains is back; the disks come first
    961s  information: UPS0 has mains and feeds its load again
    961s  information: UPS1 has mains and feeds its load again
    961s  information: UPS2 has mains and feeds its load again
    961s  information: UPS3 has mains and feeds its load again
    961s  information: UPS4 has mains and feeds its load again
    961s  information: UPSD has mains and feeds its load again
   1021s  information: CL1: its disks are warm; the nodes are started
   1021s  information: CL2: its disks are warm; the nodes are started
   1021s  n1 is ordered to reboot: n1 started before its disks were warm; it boots again with them
   1021s  n2 is ordered to reboot: n2 started before its disks were warm; it boots again with them
   1021s  m1 is ordered to reboot: m1 started before its disks were warm; it boots again with them
   1021s  m2 is ordered to reboot: m2 started before its disks were warm; it boots again with them
   1081s  information: CL1: its nodes run; waiting for the cluster to be whole
   1081s  monitors of CL1 listen again
   1081s  information: CL1: normal; everything that ran runs again
   1081s  run 1.1 closes: everything that ran runs again
   1081s  information: CL2: its nodes run; waiting for the cluster to be whole
   1081s  monitors of CL2 listen again
   1081s  information: CL2: normal; it runs again; see what was given up
   1081s  run 1.2 closes: it runs again; see what was given up; given up: the cluster CL2 did not stop in its time; the stop of the operating systems is forced
at the end: n1 runs (boot 3), n2 runs (boot 3), m1 runs (boot 3), m2 runs (boot 3)
