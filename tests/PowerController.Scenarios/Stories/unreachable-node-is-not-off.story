# A node is not heard and was told nothing: it is not taken for off, its input is not cut.
site apart
the battery may not last
at 0s: n2 is unreachable
at 5s: mains off UPSD
at 900s: mains on UPSD
at 1200s: n2 is reachable
until 4000s
----------
      0s  warning: n2 is silent although nobody told it to stop; it may still be running
      6s  warning: UPSD is on battery; it counts as failed after 30 s
      6s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 30 s unless it comes back
      6s  users of CL are warned of a stop at 36 s
     36s  alarm: UPSD has failed: on battery for 30 s
     36s  alarm: CL: the shutdown is decided and will not be taken back: the power of its disk D1 has failed
     36s  monitors of CL are quieted
     36s  n1 learns: cluster by 156 s, system by 216 s
     36s  n2 learns: cluster by 156 s, system by 216 s
     36s  information: CL: the cluster CL is being stopped
     36s  n1 is ordered to stop cluster CL by 156 s: the power of its disk D1 has failed; n1 stops the cluster
     41s  n2 learns: cluster by 156 s, system by 216 s
     46s  n2 learns: cluster by 156 s, system by 216 s
     51s  n2 learns: cluster by 156 s, system by 216 s
     56s  n2 learns: cluster by 156 s, system by 216 s
     61s  n2 learns: cluster by 156 s, system by 216 s
     66s  n2 learns: cluster by 156 s, system by 216 s
     71s  n2 learns: cluster by 156 s, system by 216 s
     76s  n2 learns: cluster by 156 s, system by 216 s
     81s  n2 learns: cluster by 156 s, system by 216 s
     86s  n2 learns: cluster by 156 s, system by 216 s
     91s  n2 learns: cluster by 156 s, system by 216 s
     96s  n2 learns: cluster by 156 s, system by 216 s
    101s  n2 learns: cluster by 156 s, system by 216 s
    106s  n2 learns: cluster by 156 s, system by 216 s
    111s  n2 learns: cluster by 156 s, system by 216 s
    116s  n2 learns: cluster by 156 s, system by 216 s
    121s  n2 learns: cluster by 156 s, system by 216 s
    126s  n2 learns: cluster by 156 s, system by 216 s
    131s  n2 learns: cluster by 156 s, system by 216 s
    136s  n2 learns: cluster by 156 s, system by 216 s
    141s  n2 learns: cluster by 156 s, system by 216 s
    146s  n2 learns: cluster by 156 s, system by 216 s
    151s  n2 learns: cluster by 156 s, system by 216 s
    156s  alarm: the cluster CL did not stop in its time; the stop of the operating systems is forced
    156s  information: CL: the stop of the operating systems is forced
    156s  n1 is ordered to stop its system, forced
    156s  n2 is ordered to stop its system, forced
    156s  n2 learns: cluster by 156 s, system by 216 s
    161s  n2 learns: cluster by 156 s, system by 216 s
    161s  n2 is ordered to stop its system, forced
    166s  n2 learns: cluster by 156 s, system by 216 s
    166s  n2 is ordered to stop its system, forced
    171s  n2 learns: cluster by 156 s, system by 216 s
    171s  n2 is ordered to stop its system, forced
    176s  n2 learns: cluster by 156 s, system by 216 s
    176s  n2 is ordered to stop its system, forced
    181s  n2 learns: cluster by 156 s, system by 216 s
    181s  n2 is ordered to stop its system, forced
    186s  n2 learns: cluster by 156 s, system by 216 s
    186s  n2 is ordered to stop its system, forced
    191s  n2 learns: cluster by 156 s, system by 216 s
    191s  n2 is ordered to stop its system, forced
    196s  n2 learns: cluster by 156 s, system by 216 s
    196s  n2 is ordered to stop its system, forced
    201s  n2 learns: cluster by 156 s, system by 216 s
    201s  n2 is ordered to stop its system, forced
    206s  n2 learns: cluster by 156 s, system by 216 s
    206s  n2 is ordered to stop its system, forced
    211s  n2 learns: cluster by 156 s, system by 216 s
    211s  n2 is ordered to stop its system, forced
    216s  alarm: n2 has not acknowledged the stop of its operating system; it is not taken for off
    216s  information: CL: the outputs are being armed
    216s  UPS1 is armed: Graceful, delay 300 s, StayOff
    216s  n2 is ordered to stop its system, forced
    221s  n2 is ordered to stop its system, forced
    224s  alarm: the output of UPS2 is not armed in time: what it feeds may still be running, or its card does not take the order
    224s  alarm: the output of UPSD is not armed in time: what it feeds may still be running, or its card does not take the order
    224s  information: CL: every output is armed; waiting for them to go off
    226s  n2 is ordered to stop its system, forced
    231s  n2 is ordered to stop its system, forced
    236s  n2 is ordered to stop its system, forced
    241s  n2 is ordered to stop its system, forced
    246s  n2 is ordered to stop its system, forced
    251s  n2 is ordered to stop its system, forced
    256s  n2 is ordered to stop its system, forced
    261s  n2 is ordered to stop its system, forced
    266s  n2 is ordered to stop its system, forced
    271s  n2 is ordered to stop its system, forced
    276s  n2 is ordered to stop its system, forced
    281s  n2 is ordered to stop its system, forced
    286s  n2 is ordered to stop its system, forced
    291s  n2 is ordered to stop its system, forced
    296s  n2 is ordered to stop its system, forced
    301s  n2 is ordered to stop its system, forced
    306s  n2 is ordered to stop its system, forced
    311s  n2 is ordered to stop its system, forced
    316s  n2 is ordered to stop its system, forced
    321s  n2 is ordered to stop its system, forced
    326s  n2 is ordered to stop its system, forced
    331s  n2 is ordered to stop its system, forced
    336s  n2 is ordered to stop its system, forced
    341s  n2 is ordered to stop its system, forced
    346s  n2 is ordered to stop its system, forced
    351s  n2 is ordered to stop its system, forced
    356s  n2 is ordered to stop its system, forced
    361s  n2 is ordered to stop its system, forced
    366s  n2 is ordered to stop its system, forced
    371s  n2 is ordered to stop its system, forced
    376s  n2 is ordered to stop its system, forced
    381s  n2 is ordered to stop its system, forced
    386s  n2 is ordered to stop its system, forced
    391s  n2 is ordered to stop its system, forced
    396s  n2 is ordered to stop its system, forced
    401s  n2 is ordered to stop its system, forced
    406s  n2 is ordered to stop its system, forced
    411s  n2 is ordered to stop its system, forced
    416s  n2 is ordered to stop its system, forced
    421s  n2 is ordered to stop its system, forced
    426s  n2 is ordered to stop its system, forced
    431s  n2 is ordered to stop its system, forced
    436s  n2 is ordered to stop its system, forced
    441s  n2 is ordered to stop its system, forced
    446s  n2 is ordered to stop its system, forced
    451s  n2 is ordered to stop its system, forced
    456s  n2 is ordered to stop its system, forced
    461s  n2 is ordered to stop its system, forced
    466s  n2 is ordered to stop its system, forced
    471s  n2 is ordered to stop its system, forced
    476s  n2 is ordered to stop its system, forced
    481s  n2 is ordered to stop its system, forced
    486s  n2 is ordered to stop its system, forced
    491s  n2 is ordered to stop its system, forced
    496s  n2 is ordered to stop its system, forced
    501s  n2 is ordered to stop its system, forced
    506s  n2 is ordered to stop its system, forced
    511s  n2 is ordered to stop its system, forced
    516s  n2 is ordered to stop its system, forced
    521s  n2 is ordered to stop its system, forced
    526s  n2 is ordered to stop its system, forced
    531s  n2 is ordered to stop its system, forced
    536s  n2 is ordered to stop its system, forced
    541s  n2 is ordered to stop its system, forced
    546s  n2 is ordered to stop its system, forced
    551s  n2 is ordered to stop its system, forced
    556s  n2 is ordered to stop its system, forced
    561s  n2 is ordered to stop its system, forced
    566s  n2 is ordered to stop its system, forced
    571s  n2 is ordered to stop its system, forced
    576s  n2 is ordered to stop its system, forced
    581s  n2 is ordered to stop its system, forced
    586s  n2 is ordered to stop its system, forced
    591s  n2 is ordered to stop its system, forced
    596s  n2 is ordered to stop its system, forced
    601s  n2 is ordered to stop its system, forced
    606s  n2 is ordered to stop its system, forced
    611s  n2 is ordered to stop its system, forced
    616s  n2 is ordered to stop its system, forced
    621s  n2 is ordered to stop its system, forced
    626s  n2 is ordered to stop its system, forced
    631s  n2 is ordered to stop its system, forced
    636s  n2 is ordered to stop its system, forced
    641s  n2 is ordered to stop its system, forced
    646s  n2 is ordered to stop its system, forced
    651s  n2 is ordered to stop its system, forced
    656s  n2 is ordered to stop its system, forced
    661s  n2 is ordered to stop its system, forced
    666s  n2 is ordered to stop its system, forced
    671s  n2 is ordered to stop its system, forced
    676s  n2 is ordered to stop its system, forced
    681s  n2 is ordered to stop its system, forced
    686s  n2 is ordered to stop its system, forced
    691s  n2 is ordered to stop its system, forced
    696s  n2 is ordered to stop its system, forced
    701s  n2 is ordered to stop its system, forced
    706s  n2 is ordered to stop its system, forced
    711s  n2 is ordered to stop its system, forced
    716s  n2 is ordered to stop its system, forced
    721s  n2 is ordered to stop its system, forced
    726s  n2 is ordered to stop its system, forced
    731s  n2 is ordered to stop its system, forced
    736s  n2 is ordered to stop its system, forced
    741s  n2 is ordered to stop its system, forced
    746s  n2 is ordered to stop its system, forced
    751s  n2 is ordered to stop its system, forced
    756s  n2 is ordered to stop its system, forced
    759s  information: UPS1 has cut its output, as ordered
    759s  information: CL: everything is off; waiting for mains
    901s  information: UPSD has mains and feeds its load again
    931s  information: CL: mains is back; the disks come first
    931s  information: CL: its disks are warm; the nodes are started
    931s  UPS1 is turned on: n1 is started by its output
    933s  information: UPS1 has mains and feeds its load again
   1200s  n2 is ordered to reboot: the cluster has stopped on n2; it boots again
   1260s  information: CL: its nodes run; waiting for the cluster to be whole
   1260s  monitors of CL listen again
   1260s  information: CL: normal; it runs again; see what was given up
   1260s  run 1.1 closes: it runs again; see what was given up; given up: the cluster CL did not stop in its time; the stop of the operating systems is forced / n2 has not acknowledged the stop of its operating system; it is not taken for off / the output of UPS2 is not armed in time: what it feeds may still be running, or its card does not take the order / the output of UPSD is not armed in time: what it feeds may still be running, or its card does not take the order
at the end: n1 runs (boot 2), n2 runs (boot 2)
