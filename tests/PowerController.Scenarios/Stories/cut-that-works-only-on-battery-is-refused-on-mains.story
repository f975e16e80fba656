# The reading says battery, the card knows that mains is back and refuses the command: the other kind is used at once.
site apart
at 0s: mains off all
at 62s: UPS1 says Battery in=0 out=100 load=30 charge=90 runtime=2000
at 62s: UPS2 says Battery in=0 out=100 load=30 charge=90 runtime=2000
at 65s: mains on all
at 75s: UPS1 truth
at 75s: UPS2 truth
until 2400s
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
     66s  information: UPS0 has mains and feeds its load again
     66s  information: UPSD has mains and feeds its load again
     71s  information: CL: the cluster has stopped after 40 s; the operating systems are being stopped
     71s  n1 is ordered to stop its system
     71s  n2 is ordered to stop its system
     71s  information: CL: the outputs are being armed
     71s  UPS1 is armed: OnBattery, delay 300 s, ReturnWithMains
     71s  UPS2 is armed: OnBattery, delay 300 s, ReturnWithMains
     74s  UPS1 is armed: Graceful, delay 300 s, StayOff
     74s  UPS2 is armed: Graceful, delay 300 s, StayOff
     74s  information: CL: every output is armed; waiting for them to go off
     76s  information: UPS1 has mains and feeds its load again
     76s  information: UPS2 has mains and feeds its load again
     76s  information: CL: mains is back already; what was stopped is started again
    617s  information: UPS1 has cut its output, as ordered
    617s  information: CL: mains is back; the disks come first
    617s  information: CL: its disks are warm; the nodes are started
    617s  UPS1 is turned on: n1 is started by its output
    617s  information: UPS2 has cut its output, as ordered
    619s  UPS2 is turned on: n2 is started by its output
    619s  information: UPS1 has mains and feeds its load again
    621s  information: UPS2 has mains and feeds its load again
    711s  information: CL: its nodes run; waiting for the cluster to be whole
    711s  monitors of CL listen again
    711s  information: CL: normal; everything that ran runs again
    711s  run 1.1 closes: everything that ran runs again
at the end: n1 runs (boot 2), n2 runs (boot 2)
