namespace PowerController.Snmp.Agent;

/// <summary>A little device for tests: numbers in a table that come and go, a text that refuses, a wide counter.</summary>
internal sealed class Shelf
{
    public static readonly Oid Root = Oid.Parse("1.3.6.1.4.1.99999.1");

    public static readonly MibLayout<Shelf> Layout = new(
    [
        new(Root.Append(1, 0), s => SnmpValue.Text(s.Name), (s, v) => v.Type != SnmpType.OctetString ? SnmpErrorStatus.WrongType : v.Octets.Length > 8 ? SnmpErrorStatus.WrongLength : SnmpErrorStatus.NoError, (s, v) => s.Rename(v.ToString())),
        new(Root.Append(2, 0), s => SnmpValue.Counter64(1UL << 40)),
        new(Root.Append(3, 1), s => s.Row(0)),
        new(Root.Append(3, 2), s => s.Row(1)),
        new(Root.Append(3, 3), s => s.Row(2)),
        new(Root.Append(4, 0), s => SnmpValue.Integer32(s.Level), (s, v) => v.TryGetInt64(out long n) && n is >= 0 and <= 100 ? SnmpErrorStatus.NoError : SnmpErrorStatus.WrongValue, (s, v) => s.Move(v)),
        new(Root.Append(5, 0), s => SnmpValue.OctetString(new byte[s.LargeBytes])),
        new(Root.Append(6, 0), s => s.Broken ? throw new InvalidOperationException("broken") : SnmpValue.Null),
    ]);

    public string Name { get; set; } = "shelf";

    public int Level { get; set; } = 7;

    public int?[] Rows { get; } = [10, 20, 30];

    public int LargeBytes { get; set; } = 1;

    public bool Broken { get; set; }

    public bool MoveFails { get; set; }

    public SnmpAgent NewAgent(AgentOptions? options = null) => new(Layout.Of(this), options ?? new AgentOptions { Communities = [new("reader"), new("writer", AgentRights.Write)] });

    private SnmpValue Row(int row) => Rows[row] is { } value ? SnmpValue.Gauge32((uint)value) : SnmpValue.NoSuchInstance;

    private SnmpErrorStatus Rename(string name)
    {
        Name = name;
        return SnmpErrorStatus.NoError;
    }

    private SnmpErrorStatus Move(SnmpValue value)
    {
        if (MoveFails) return SnmpErrorStatus.ResourceUnavailable;
        value.TryGetInt64(out long level);
        Level = (int)level;
        return SnmpErrorStatus.NoError;
    }
}
