# A UPS that has failed and then goes silent stays failed; the run goes on.
site apart
at 0s: mains off all
at 40s: UPSD silent
at 900s: mains on all
at 900s: UPSD answers
until 3000s
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
     41s  warning: UPSD does not answer; before that it was failed
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
     81s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
     91s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    101s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    111s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    121s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    131s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    141s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    151s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    161s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    171s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    181s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    191s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    201s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    211s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    219s  alarm: the output of UPSD is not armed in time: what it feeds may still be running, or its card does not take the order
    219s  information: CL: every output is armed; waiting for them to go off
    221s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    231s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    241s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    251s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    261s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    271s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    281s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    291s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    301s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    311s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    321s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    331s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    341s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    351s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    361s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    371s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    374s  information: UPS1 has cut its output, as ordered
    374s  information: UPS2 has cut its output, as ordered
    381s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    391s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    401s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    411s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    421s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    431s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    441s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    451s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    461s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    471s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    481s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    491s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    501s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    511s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    521s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    531s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    541s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    551s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    561s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    571s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    581s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    591s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    601s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    611s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    621s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    631s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    641s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    651s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    661s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    671s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    681s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    691s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    701s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    711s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    721s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    731s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    741s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    751s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    761s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    771s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    781s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    791s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    801s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    811s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    817s  information: CL: everything is off; waiting for mains
    901s  information: UPS0 has mains and feeds its load again
    901s  information: UPSD has mains and feeds its load again
    931s  UPSD is disarmed
    931s  information: CL: mains is back; the disks come first
    961s  information: CL: its disks are warm; the nodes are started
    961s  information: UPS1 has mains and feeds its load again
    961s  information: UPS2 has mains and feeds its load again
   1051s  information: CL: its nodes run; waiting for the cluster to be whole
   1051s  monitors of CL listen again
   1051s  information: CL: normal; it runs again; see what was given up
   1051s  run 1.1 closes: it runs again; see what was given up; given up: the output of UPSD is not armed in time: what it feeds may still be running, or its card does not take the order
at the end: n1 runs (boot 2), n2 runs (boot 2)
