# The program was down while its run's whole time went by, and the nodes had never heard of it: nothing is off, so the run goes down by new deadlines.
site apart
at 0s: mains off all
at 20s: n1 is unreachable
at 20s: n2 is unreachable
at 40s: terminal off
at 2000s: n1 is reachable
at 2000s: n2 is reachable
at 2010s: terminal on
until 3500s
----------
      1s  warning: UPS0 is on battery; it counts as failed after 60 s
      1s  warning: UPS1 is on battery; it counts as failed after 60 s
      1s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 60 s unless it comes back
      1s  users of CL are warned of a stop at 61 s
      1s  warning: UPS2 is on battery; it counts as failed after 60 s
      1s  warning: UPSD is on battery; it counts as failed after 30 s
     20s  warning: n1 is silent although nobody told it to stop; it may still be running
     20s  warning: n2 is silent although nobody told it to stop; it may still be running
     31s  alarm: UPSD has failed: on battery for 30 s
     31s  alarm: CL: the shutdown is decided and will not be taken back: the power of its disk D1 has failed
     31s  monitors of CL are quieted
     31s  n1 learns: cluster by 151 s, system by 211 s
     31s  n2 learns: cluster by 151 s, system by 211 s
     31s  information: CL: the cluster CL is being stopped
     31s  alarm: no node of CL is left that could stop the cluster
     31s  information: CL: the stop of the operating systems is forced
     31s  n1 is ordered to stop its system, forced
     31s  n2 is ordered to stop its system, forced
     36s  n1 learns: cluster by 151 s, system by 211 s
     36s  n2 learns: cluster by 151 s, system by 211 s
     36s  n1 is ordered to stop its system, forced
     36s  n2 is ordered to stop its system, forced
   2011s  alarm: UPS0 has failed: on battery for 2010 s
   2011s  alarm: UPS1 has failed: on battery for 2010 s
   2011s  alarm: UPS2 has failed: on battery for 2010 s
   2011s  alarm: UPSD has failed: on battery for 2010 s
   2011s  alarm: CL: the shutdown is decided and will not be taken back: the power of its disk D1 has failed
   2011s  monitors of CL are quieted
   2011s  n1 learns: cluster by 2131 s, system by 2191 s
   2011s  n2 learns: cluster by 2131 s, system by 2191 s
   2011s  information: CL: the cluster CL is being stopped
   2011s  n1 is ordered to stop cluster CL by 2131 s: the power of its disk D1 has failed; n1 stops the cluster
   2051s  information: CL: the cluster has stopped after 40 s; the operating systems are being stopped
   2051s  n1 is ordered to stop its system, forced
   2051s  n2 is ordered to stop its system, forced
   2051s  information: CL: the outputs are being armed
   2051s  UPS1 is armed: OnBattery, delay 300 s, ReturnWithMains
   2051s  UPS2 is armed: OnBattery, delay 300 s, ReturnWithMains
   2051s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
   2051s  information: CL: every output is armed; waiting for them to go off
   2354s  information: UPS1 has cut its output, as ordered
   2354s  information: UPS2 has cut its output, as ordered
   2354s  information: UPSD has cut its output, as ordered
   2354s  information: CL: everything is off; waiting for mains
   2361s  UPS0 is armed: OnBattery, delay 70 s, ReturnWithMains
   2361s  terminal term stops itself: its own supply has failed for longer than everyone it serves needs
at the end: n1 is off, n2 is off
run 1.1 is open in AwaitingPower
