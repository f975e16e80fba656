using PowerController.Model.Sites;
using PowerController.Runtime.Snapshots;
using PowerController.Snmp;
using PowerController.Snmp.Agent;

namespace PowerController.Gateways.Snmp;

/// <summary>Our MIB as an agent serves it: names are found by arithmetic over the objects and their rows, so ten thousand UPSes cost no memory of their own.</summary>
/// <param name="description">What the system group says of this host.</param>
internal sealed class SiteMib(ISnapshotSource source, string description, Func<uint> upTime) : IMib
{
    private static readonly Oid System = Oid.Parse("1.3.6.1.2.1.1");

    private SiteView? _view;
    private Site? _checked;
    private int _findings;

    public SnmpValue Read(Oid name)
    {
        var view = View();
        foreach (var one in Objects(view))
        {
            if (!name.StartsWith(one.Name))
                continue;
            var rows = one.Indices(view);
            return name.Count == one.Name.Count + 1 && Find(rows, name[name.Count - 1], out var row) ? one.Read(view, row) : SnmpValue.NoSuchInstance;
        }

        return SnmpValue.NoSuchObject;
    }

    public bool TryReadNext(Oid after, out VarBind next)
    {
        var view = View();
        foreach (var one in Objects(view))
        {
            var rows = one.Indices(view);
            var row = FirstBehind(one.Name, rows, after);
            if (row >= rows.Count)
                continue;
            next = new VarBind(one.Name.Append(rows.Of(row)), one.Read(view, row));
            return true;
        }

        next = default;
        return false;
    }

    public SnmpErrorStatus Check(in VarBind change) => SnmpErrorStatus.NotWritable;

    public SnmpErrorStatus Commit(in VarBind change) => SnmpErrorStatus.CommitFailed;

    // What any manager asks first.
    private IEnumerable<SiteObject> Objects(SiteView view) =>
    [
        new(System.Append(1), _ => RowIndices.Once, (_, _) => SnmpValue.Text(description)),
        new(System.Append(2), _ => RowIndices.Once, (_, _) => SnmpValue.ObjectIdentifier(Runtime.Notifications.PowerControllerMib.Root)),
        new(System.Append(3), _ => RowIndices.Once, (_, _) => SnmpValue.TimeTicks(upTime())),
        new(System.Append(5), _ => RowIndices.Once, (_, _) => SnmpValue.Text(view.Snapshot.Site.Name)),
        .. SiteObjects.All,
    ];

    private SiteView View()
    {
        var snapshot = source.Current;
        if (ReferenceEquals(_view?.Snapshot, snapshot))
            return _view;
        if (!ReferenceEquals(_checked, snapshot.Site))
        {
            _findings = SiteView.FindingsOf(snapshot.Site);
            _checked = snapshot.Site;
        }

        return _view = new SiteView(snapshot, _findings);
    }

    private static int FirstBehind(Oid column, RowIndices rows, Oid after)
    {
        if (!after.StartsWith(column))
            return after.CompareTo(column) < 0 ? 0 : rows.Count;
        if (after.Count == column.Count)
            return 0;
        return Find(rows, after[column.Count], out var row) ? row + 1 : row;
    }

    // Where it is not found, the row is the first with a greater index.
    private static bool Find(RowIndices rows, uint index, out int row)
    {
        var (low, high) = (0, rows.Count - 1);
        while (low <= high)
        {
            row = (low + high) / 2;
            var here = rows.Of(row);
            if (here == index)
                return true;
            if (here < index)
                low = row + 1;
            else
                high = row - 1;
        }

        row = low;
        return false;
    }
}
