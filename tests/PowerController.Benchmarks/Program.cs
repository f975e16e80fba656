using PowerController.Benchmarks.Coordination;
using PowerController.Benchmarks.Devices;
using PowerController.Benchmarks.Fuzzing;
using PowerController.Benchmarks.History;
using PowerController.Benchmarks.Notifications;
using PowerController.Benchmarks.Planning;
using PowerController.Benchmarks.Running;
using PowerController.Benchmarks.Simulation;
using PowerController.Benchmarks.Snmp;

// A subcommand for each subject; each prints its figures and asserts nothing.
return args switch
{
    ["coordination", .. var rest] => CoordinationBenchmarks.Run(rest),
    ["wire", .. var rest] => WireBenchmarks.Run(rest),
    ["devices", .. var rest] => DeviceBenchmarks.Run(rest),
    ["snmp", .. var rest] => SnmpBenchmarks.Run(rest),
    ["history", .. var rest] => HistoryBenchmarks.Run(rest),
    ["notifications", .. var rest] => MessengerBenchmarks.Run(rest),
    ["fuzz-snmp", .. var rest] => SnmpFuzz.Run(rest),
    ["traps", .. var rest] => TrapLatency.Run(rest),
    ["simulation", .. var rest] => SimulationBenchmarks.Run(rest),
    ["daemon", .. var rest] => DaemonBenchmark.Run(rest),
    ["nut", .. var rest] => NutBenchmark.Run(rest),
    ["reaction", .. var rest] => ReactionBenchmark.Run(rest),
    ["kills", .. var rest] => OutageSoak.Kills(rest),
    ["soak", .. var rest] => OutageSoak.Soak(rest),
    ["plan", .. var rest] => PlanBenchmarks.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        PowerController benchmarks. Subjects:
          coordination mutated and foreign datagrams, orders, 1,000 agents; --datagrams N (1,000,000)
          wire    the same over real sockets: orders to 16 nodes, 1,000 agents, floods; --seconds N (20)
          daemon  the built program: start, cost while nothing happens, memory, journal; --upses N (100), --seconds S, --warmup S, --still (figures that never move)
          nut     the built program and NUT on the same cards: processes, memory, cost, how late an outage is seen; --upses N (100), --seed S
          reaction from an on-battery reading to the first order at a node; --rounds N (5)
          kills   the built program killed again and again during outages; --kills N (200), --seed S
          soak    outage after outage, handles and memory; --minutes N (30)
          devices watching 10,000 UPSes; --upses N, --interval-ms N, --warmup S, --seconds S
          history a day of a large site in the history: --upses N (10,000), --hours N (24), --postgres PORT (a trusting server on loopback as well)
          notifications from the diary to a receiver: notifications [ENTRIES]
          fuzz-snmp broken messages for agent and listener: --seconds N (60), --seed S (a fresh one)
          traps   from a trap on the wire to the event: --traps N, --pause-ms N, --rounds N
          simulation nights a second and core, nanoseconds and bytes of an event: simulation [NIGHTS [SITE]]
          plan    loading, checking and planning the large example
          snmp    the SNMP engine against the limit of the system; 'snmp --help' says more
        """);
    return 2;
}
