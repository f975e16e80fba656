using System.Globalization;

namespace PowerController.Runtime.History;

/// <summary>The history was written by a newer program; it is left as it is.</summary>
internal sealed class NewerHistory(int found, int known) : IOException(string.Create(
    CultureInfo.InvariantCulture,
    $"it was written by a newer program (its tables have version {found}, this program knows {known}); run the newer program, or move the history away"));
