using System.Text;

namespace PowerController.CommandLine;

/// <summary>Columns in plain text, as wide as their widest cell.</summary>
internal sealed class TextTable(params string[] headings)
{
    private readonly List<string[]> _rows = [headings];
    private readonly HashSet<int> _right = [];

    /// <summary>Figures are read from the right.</summary>
    public TextTable Right(params int[] columns)
    {
        _right.UnionWith(columns);
        return this;
    }

    public void Add(params string[] cells) => _rows.Add(cells);

    public void WriteTo(Screen screen, string indent = "  ")
    {
        var widths = Enumerable.Range(0, headings.Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        for (var i = 0; i < _rows.Count; i++)
        {
            var line = new StringBuilder(indent);
            for (var column = 0; column < widths.Length; column++)
            {
                var cell = _rows[i][column];
                line.Append(_right.Contains(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column])).Append("  ");
            }

            var text = line.ToString().TrimEnd();
            screen.Line(i == 0 ? screen.Dim(text) : text);
        }
    }
}
