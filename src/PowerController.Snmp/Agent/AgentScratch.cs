namespace PowerController.Snmp.Agent;

/// <summary>Where messages are taken apart and put together: once for each thread, not once for each of thousands of agents.</summary>
internal sealed class AgentScratch
{
    [ThreadStatic]
    private static AgentScratch? _ofThisThread;

    /// <summary>The one of the calling thread.</summary>
    public static AgentScratch Current => _ofThisThread ??= new AgentScratch();

    /// <summary>The message as it came, for decrypting in place.</summary>
    public byte[] Opened { get; } = new byte[Limits.DatagramBytes];

    /// <summary>For trying how long something becomes.</summary>
    public byte[] Measure { get; } = new byte[Limits.DatagramBytes];

    /// <summary>The answering PDU.</summary>
    public byte[] Pdu { get; } = new byte[Limits.DatagramBytes];

    /// <summary>The whole answer.</summary>
    public byte[] Message { get; } = new byte[Limits.DatagramBytes];

    /// <summary>Where the variables of the request lie.</summary>
    public Messages.VarBindTable Table { get; } = new();

    /// <summary>What was asked.</summary>
    public List<VarBind> Asked { get; } = [];

    /// <summary>What is answered.</summary>
    public List<VarBind> Answer { get; } = [];
}
