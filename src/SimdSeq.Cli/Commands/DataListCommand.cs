using System.CommandLine;
using SimdSeq.Datasets;
using Spectre.Console;

namespace SimdSeq.Cli;

/// <summary><c>data list</c>.</summary>
internal sealed class DataListCommand : Command
{
    public DataListCommand(Session session)
        : base("list", "List the data sets: what they are, their licence, and whether they are here")
    {
        SetAction(_ =>
        {
            Show(session);
            return ExitCode.Success;
        });
    }

    private static void Show(Session session)
    {
        var table = new Table { Border = TableBorder.Rounded, Width = session.Terminal.Width, ShowRowSeparators = true };
        table.AddColumn(new TableColumn("Name").NoWrap()).AddColumns("What", "Size", "Licence");
        foreach (DatasetEntry entry in session.Datasets)
        {
            table.AddRow(new Text(entry.Name), new Text(entry.Description), new Text(Size(entry, session)), new Text(entry.Licence));
        }

        session.Terminal.Out.Write(table);
        // Paths are written in full, where a table would break them.
        foreach (DatasetEntry entry in session.Datasets)
        {
            session.Terminal.Fact(entry.Name, Found(entry, session) is { } path
                ? $"found: {path}"
                : $"not in '{session.DataFolder}': {CommandTree.ProgramName} data get {entry.Name}, "
                    + $"or set {DataFolder.Variable} to the folder that has it");
        }
    }

    private static string Size(DatasetEntry entry, Session session)
    {
        string? path = Found(entry, session);
        if (Directory.Exists(path)) return "a folder";
        long? size = path is null ? entry.Size : new FileInfo(path).Length;
        return size is { } bytes ? ByteCount.Format(bytes) : "?";
    }

    private static string? Found(DatasetEntry entry, Session session)
    {
        string finished = Path.Combine(session.DataFolder, DataFolder.SubfolderOf(entry.Name), entry.FileName);
        if (File.Exists(finished)) return finished;
        // It may be there in another form too.
        return DatasetCatalog.Entries.Contains(entry) ? DataFolder.Find(entry.Name, session.DataFolder) : null;
    }
}
