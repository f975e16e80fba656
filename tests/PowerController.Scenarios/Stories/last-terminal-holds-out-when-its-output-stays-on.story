# Way B, both nodes on one UPS. One is not heard and was told nothing, so the output is not cut. The master's own host, with no other terminal left,
# does not go down while its battery lasts: mains comes back before that is empty, and nobody would start it.
site among-one-ups
terminal t1
at 0s: n2 is unreachable
at 5s: mains off all
at 900s: mains on all
until 3600s
----------
      0s  warning: n2 is silent although nobody told it to stop; it may still be running
      6s  warning: UPS1 is on battery; it counts as failed after 60 s
      6s  run 1.1 opens for CL (Outage): the power of CL is failing; it is shut down in 60 s unless it comes back
      6s  users of CL are warned of a stop at 66 s
      6s  warning: UPS2 is on battery; it counts as failed after 60 s
      6s  warning: UPSD is on battery; it counts as failed after 30 s
     36s  alarm: UPSD has failed: on battery for 30 s
     36s  alarm: CL: the shutdown is decided and will not be taken back: the power of its disk D1 has failed
     36s  monitors of CL are quieted
     36s  n1 learns: cluster by 156 s, system by 222 s
     36s  n2 learns: cluster by 156 s, system by 222 s
     36s  information: CL: the cluster CL is being stopped
     36s  n1 is ordered to stop cluster CL by 156 s: the power of its disk D1 has failed; n1 stops the cluster
     41s  n2 learns: cluster by 156 s, system by 222 s
     46s  n2 learns: cluster by 156 s, system by 222 s
     51s  n2 learns: cluster by 156 s, system by 222 s
     56s  n2 learns: cluster by 156 s, system by 222 s
     61s  n2 learns: cluster by 156 s, system by 222 s
     66s  alarm: UPS1 has failed: on battery for 60 s
     66s  n2 learns: cluster by 156 s, system by 222 s
     66s  alarm: UPS2 has failed: on battery for 60 s
     71s  n2 learns: cluster by 156 s, system by 222 s
     76s  n2 learns: cluster by 156 s, system by 222 s
     81s  n2 learns: cluster by 156 s, system by 222 s
     86s  n2 learns: cluster by 156 s, system by 222 s
     91s  n2 learns: cluster by 156 s, system by 222 s
     96s  n2 learns: cluster by 156 s, system by 222 s
    101s  n2 learns: cluster by 156 s, system by 222 s
    106s  n2 learns: cluster by 156 s, system by 222 s
    111s  n2 learns: cluster by 156 s, system by 222 s
    116s  n2 learns: cluster by 156 s, system by 222 s
    121s  n2 learns: cluster by 156 s, system by 222 s
    126s  n2 learns: cluster by 156 s, system by 222 s
    131s  n2 learns: cluster by 156 s, system by 222 s
    136s  n2 learns: cluster by 156 s, system by 222 s
    141s  n2 learns: cluster by 156 s, system by 222 s
    146s  n2 learns: cluster by 156 s, system by 222 s
    151s  n2 learns: cluster by 156 s, system by 222 s
    156s  alarm: the cluster CL did not stop in its time; the stop of the operating systems is forced
    156s  information: CL: the stop of the operating systems is forced
    156s  n2 is ordered to stop its system, forced
    156s  n2 learns: cluster by 156 s, system by 222 s
    161s  n2 learns: cluster by 156 s, system by 222 s
    161s  n2 is ordered to stop its system, forced
    166s  n2 learns: cluster by 156 s, system by 222 s
    166s  n2 is ordered to stop its system, forced
    171s  n2 learns: cluster by 156 s, system by 222 s
    171s  n2 is ordered to stop its system, forced
    176s  n2 learns: cluster by 156 s, system by 222 s
    176s  n2 is ordered to stop its system, forced
    181s  n2 learns: cluster by 156 s, system by 222 s
    181s  n2 is ordered to stop its system, forced
    186s  n2 learns: cluster by 156 s, system by 222 s
    186s  n2 is ordered to stop its system, forced
    191s  n2 learns: cluster by 156 s, system by 222 s
    191s  n2 is ordered to stop its system, forced
    196s  n2 learns: cluster by 156 s, system by 222 s
    196s  n2 is ordered to stop its system, forced
    201s  n2 learns: cluster by 156 s, system by 222 s
    201s  n2 is ordered to stop its system, forced
    206s  n2 learns: cluster by 156 s, system by 222 s
    206s  n2 is ordered to stop its system, forced
    211s  n2 learns: cluster by 156 s, system by 222 s
    211s  n2 is ordered to stop its system, forced
    216s  alarm: n2 has not acknowledged the stop of its operating system; it is not taken for off
    216s  information: CL: the outputs are being armed
    216s  n2 is ordered to stop its system, forced
    219s  alarm: the output of UPS1 is not armed in time: what it feeds may still be running, or its card does not take the order
    219s  alarm: the output of UPSD is not armed in time: what it feeds may still be running, or its card does not take the order
    219s  warning: the output of n1 can not be cut, and nobody could start n1 again: it stays up while its battery lasts
    219s  n1 learns: cluster by 156 s, system by 2645 s
    219s  information: CL: every output is armed; waiting for them to go off
    221s  n2 is ordered to stop its system, forced
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
    761s  n2 is ordered to stop its system, forced
    766s  n2 is ordered to stop its system, forced
    771s  n2 is ordered to stop its system, forced
    776s  n2 is ordered to stop its system, forced
    781s  n2 is ordered to stop its system, forced
    786s  n2 is ordered to stop its system, forced
    791s  n2 is ordered to stop its system, forced
    796s  n2 is ordered to stop its system, forced
    801s  n2 is ordered to stop its system, forced
    806s  n2 is ordered to stop its system, forced
    811s  n2 is ordered to stop its system, forced
    816s  n2 is ordered to stop its system, forced
    821s  n2 is ordered to stop its system, forced
    826s  n2 is ordered to stop its system, forced
    831s  n2 is ordered to stop its system, forced
    836s  n2 is ordered to stop its system, forced
    841s  n2 is ordered to stop its system, forced
    846s  n2 is ordered to stop its system, forced
    851s  n2 is ordered to stop its system, forced
    856s  n2 is ordered to stop its system, forced
    861s  n2 is ordered to stop its system, forced
    866s  n2 is ordered to stop its system, forced
    871s  n2 is ordered to stop its system, forced
    876s  n2 is ordered to stop its system, forced
    881s  n2 is ordered to stop its system, forced
    886s  n2 is ordered to stop its system, forced
    891s  n2 is ordered to stop its system, forced
    896s  n2 is ordered to stop its system, forced
    901s  information: UPS1 has mains and feeds its load again
    901s  n1's deadlines are withdrawn
    901s  n2's deadlines are withdrawn
    901s  information: CL: a node has started by itself; waiting for mains
    901s  information: UPS2 has mains and feeds its load again
    901s  information: UPSD has mains and feeds its load again
    931s  information: CL: mains is back; the disks come first
    931s  information: CL: its disks are warm; the nodes are started
   2011s  alarm: n2 has not come up in its time; somebody must look at it
   2011s  n1 is ordered to reboot: the cluster has stopped on n1; it boots again
   2071s  information: CL: its nodes run; waiting for the cluster to be whole
   2071s  monitors of CL listen again
   2071s  information: CL: normal; it runs again; see what was given up
   2071s  run 1.1 closes: it runs again; see what was given up; given up: the cluster CL did not stop in its time; the stop of the operating systems is forced / n2 has not acknowledged the stop of its operating system; it is not taken for off / the output of UPS1 is not armed in time: what it feeds may still be running, or its card does not take the order / the output of UPSD is not armed in time: what it feeds may still be running, or its card does not take the order / the output of n1 can not be cut, and nobody could start n1 again: it stays up while its battery lasts / n2 has not come up in its time; somebody must look at it; not running: n2
at the end: n1 runs (boot 2), n2 runs (boot 1)
