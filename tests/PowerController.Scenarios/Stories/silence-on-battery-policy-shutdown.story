# Silent on battery, policy shutdown: the grace time, then the policy.
site apart-shutdown
at 0s: mains off UPSD
at 10s: UPSD silent
at 600s: UPSD answers
at 900s: mains on UPSD
until 2400s
----------
      1s  warning: UPSD is on battery; it counts as failed after 30 s
      1s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 30 s unless it comes back
      1s  users of CL are warned of a stop at 31 s
     11s  warning: UPSD does not answer; before that it was on battery
     61s  alarm: UPSD has been silent during an outage for 50 s: by the policy of g it counts as failed
     61s  alarm: CL: the shutdown is decided and will not be taken back: the power of its disk D1 has failed
     61s  monitors of CL are quieted
     61s  n1 learns: cluster by 181 s, system by 241 s
     61s  n2 learns: cluster by 181 s, system by 241 s
     61s  information: CL: the cluster CL is being stopped
     61s  n1 is ordered to stop cluster CL by 181 s: the power of its disk D1 has failed; n1 stops the cluster
    101s  information: CL: the cluster has stopped after 40 s; the operating systems are being stopped
    101s  n1 is ordered to stop its system
    101s  n2 is ordered to stop its system
    101s  information: CL: the outputs are being armed
    101s  UPS1 is armed: Graceful, delay 300 s, StayOff
    101s  UPS2 is armed: Graceful, delay 300 s, StayOff
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
    221s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    231s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    241s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    249s  alarm: the output of UPSD is not armed in time: what it feeds may still be running, or its card does not take the order
    249s  information: CL: every output is armed; waiting for them to go off
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
    601s  alarm: UPSD has failed: on battery for 600 s
    601s  UPSD is armed: OnBattery, delay 300 s, ReturnWithMains
    644s  information: UPS1 has cut its output, as ordered
    644s  information: UPS2 has cut its output, as ordered
    901s  information: UPSD has mains and feeds its load again
    901s  information: CL: mains is back already; what was stopped is started again
    904s  information: UPSD has cut its output, as ordered
    931s  information: CL: mains is back; the disks come first
    961s  information: UPSD has mains and feeds its load again
   1021s  information: CL: its disks are warm; the nodes are started
   1021s  UPS1 is turned on: n1 is started by its output
   1023s  UPS2 is turned on: n2 is started by its output
   1023s  information: UPS1 has mains and feeds its load again
   1025s  information: UPS2 has mains and feeds its load again
   1115s  information: CL: its nodes run; waiting for the cluster to be whole
   1115s  monitors of CL listen again
   1115s  information: CL: normal; it runs again; see what was given up
   1115s  run 1.1 closes: it runs again; see what was given up; given up: the output of UPSD is not armed in time: what it feeds may still be running, or its card does not take the order
at the end: n1 runs (boot 2), n2 runs (boot 2)
