namespace PowerController.Benchmarks.Snmp;

/// <summary>The figures of the SNMP engine.</summary>
internal static class SnmpBenchmarks
{
    public static int Run(string[] words)
    {
        Arguments arguments = new(words);
        return OutsideResponder.Run(arguments);
    }
}
