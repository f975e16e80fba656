# A node acknowledged its deadlines and is then not heard: its cut is armed long enough for its own deadline.
site apart
at 0s: n1 hangs in cluster stop
at 0s: n2 hangs in cluster stop
at 1s: mains off all
at 40s: n2 is unreachable
at 900s: mains on all
at 900s: n2 is reachable
until 4000s
----------
      2s  warning: UPS0 is on battery; it counts as failed after 60 s
      2s  warning: UPS1 is on battery; it counts as failed after 60 s
      2s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 60 s unless it comes back
      2s  users of CL are warned of a stop at 62 s
      2s  warning: UPS2 is on battery; it counts as failed after 60 s
      2s  warning: UPSD is on battery; it counts as failed after 30 s
     32s  alarm: UPSD has failed: on battery for 30 s
     32s  alarm: CL: the shutdown is decided and will not be taken back: the power of its disk D1 has failed
     32s  monitors of CL are quieted
     32s  n1 learns: cluster by 152 s, system by 212 s
     32s  n2 learns: cluster by 152 s, system by 212 s
     32s  information: CL: the cluster CL is being stopped
     32s  n1 is ordered to stop cluster CL by 152 s: the power of its disk D1 has failed; n1 stops the cluster
     40s  warning: n2 is silent although nobody told it to stop; it may still be running
     62s  alarm: UPS0 has failed: on battery for 60 s
     62s  alarm: UPS1 has failed: on battery for 60 s
     62s  alarm: UPS2 has failed: on battery for 60 s
    152s  alarm: the cluster CL did not stop in its time; the stop of the operating systems is forced
    152s  information: CL: the stop of the operating systems is forced
    152s  n1 is ordered to stop its system, forced
    152s  n2 is ordered to stop its system, forced
    157s  n2 is ordered to stop its system, forced
    162s  n2 is ordered to stop its system, forced
    167s  n2 is ordered to stop its system, forced
    172s  n2 is ordered to stop its system, forced
    177s  n2 is ordered to stop its system, forced
    182s  n2 is ordered to stop its system, forced
    187s  n2 is ordered to stop its system, forced
    192s  n2 is ordered to stop its system, forced
    197s  n2 is ordered to stop its system, forced
    202s  n2 is ordered to stop its system, forced
    207s  n2 is ordered to stop its system, forced
    212s  information: CL: the outputs are being armed
    212s  UPS1 is armed: OnBattery, delay 300 s, ReturnWithMains
    212s  UPS2 is armed: OnBattery, delay 300 s, ReturnWithMains
    212s  n2 is ordered to stop its system, forced
    212s  UPSD is armed: OnBattery, delay 340 s, ReturnWithMains
    212s  information: CL: every output is armed; waiting for them to go off
    217s  n2 is ordered to stop its system, forced
    222s  n2 is ordered to stop its system, forced
    227s  n2 is ordered to stop its system, forced
    232s  n2 is ordered to stop its system, forced
    237s  n2 is ordered to stop its system, forced
    242s  n2 is ordered to stop its system, forced
    247s  n2 is ordered to stop its system, forced
    252s  n2 is ordered to stop its system, forced
    257s  n2 is ordered to stop its system, forced
    262s  n2 is ordered to stop its system, forced
    267s  n2 is ordered to stop its system, forced
    272s  n2 is ordered to stop its system, forced
    277s  n2 is ordered to stop its system, forced
    282s  n2 is ordered to stop its system, forced
    287s  n2 is ordered to stop its system, forced
    292s  n2 is ordered to stop its system, forced
    297s  n2 is ordered to stop its system, forced
    302s  n2 is ordered to stop its system, forced
    307s  n2 is ordered to stop its system, forced
    312s  n2 is ordered to stop its system, forced
    317s  n2 is ordered to stop its system, forced
    322s  n2 is ordered to stop its system, forced
    327s  n2 is ordered to stop its system, forced
    332s  n2 is ordered to stop its system, forced
    337s  n2 is ordered to stop its system, forced
    342s  n2 is ordered to stop its system, forced
    347s  n2 is ordered to stop its system, forced
    352s  n2 is ordered to stop its system, forced
    357s  n2 is ordered to stop its system, forced
    362s  n2 is ordered to stop its system, forced
    367s  n2 is ordered to stop its system, forced
    372s  n2 is ordered to stop its system, forced
    377s  n2 is ordered to stop its system, forced
    382s  n2 is ordered to stop its system, forced
    387s  n2 is ordered to stop its system, forced
    392s  n2 is ordered to stop its system, forced
    397s  n2 is ordered to stop its system, forced
    402s  n2 is ordered to stop its system, forced
    407s  n2 is ordered to stop its system, forced
    412s  n2 is ordered to stop its system, forced
    417s  n2 is ordered to stop its system, forced
    422s  n2 is ordered to stop its system, forced
    427s  n2 is ordered to stop its system, forced
    432s  n2 is ordered to stop its system, forced
    437s  n2 is ordered to stop its system, forced
    442s  n2 is ordered to stop its system, forced
    447s  n2 is ordered to stop its system, forced
    452s  n2 is ordered to stop its system, forced
    457s  n2 is ordered to stop its system, forced
    462s  n2 is ordered to stop its system, forced
    467s  n2 is ordered to stop its system, forced
    472s  n2 is ordered to stop its system, forced
    477s  n2 is ordered to stop its system, forced
    482s  n2 is ordered to stop its system, forced
    487s  n2 is ordered to stop its system, forced
    492s  n2 is ordered to stop its system, forced
    497s  n2 is ordered to stop its system, forced
    502s  n2 is ordered to stop its system, forced
    507s  n2 is ordered to stop its system, forced
    512s  n2 is ordered to stop its system, forced
    515s  information: UPS1 has cut its output, as ordered
    515s  information: UPS2 has cut its output, as ordered
    517s  n2 is ordered to stop its system, forced
    522s  n2 is ordered to stop its system, forced
    527s  n2 is ordered to stop its system, forced
    532s  n2 is ordered to stop its system, forced
    537s  n2 is ordered to stop its system, forced
    542s  n2 is ordered to stop its system, forced
    547s  n2 is ordered to stop its system, forced
    552s  n2 is ordered to stop its system, forced
    555s  information: UPSD has cut its output, as ordered
    555s  information: CL: everything is off; waiting for mains
    562s  UPS0 is armed: OnBattery, delay 70 s, ReturnWithMains
    562s  terminal term stops itself: its own supply has failed for longer than everyone it serves needs
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
   1081s  run 1.1 closes: it runs again; see what was given up; given up: the cluster CL did not stop in its time; the stop of the operating systems is forced
at the end: n1 runs (boot 3), n2 runs (boot 3)
