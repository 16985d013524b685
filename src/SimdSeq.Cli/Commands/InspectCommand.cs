using System.CommandLine;
using SimdSeq.Data;

namespace SimdSeq.Cli;

/// <summary><c>inspect</c>.</summary>
internal sealed class InspectCommand : Command
{
    private const int SeriesShown = 20;

    private readonly Session _session;
    private readonly Argument<string> _file = new("FILE") { Description = "A file that a model was saved to" };
    private readonly Option<string?> _json = FileOption.Create("--json", "Write the same here");

    public InspectCommand(Session session)
        : base("inspect", "Say what a model's file is: layers, parameters, sizes, preparation, hash")
    {
        _session = session;
        Add(_file);
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetValue(_file)!;
        string? json = parsed.GetValue(_json);
        FileOption.CheckReadable("FILE", path);
        string? warning = OutputFile.Check("--json", json, path);
        ModelFileInfo file = ModelFile.Inspect(path);
        Terminal terminal = _session.Terminal;
        terminal.Warnings(warning);
        terminal.Fact("File", $"{path}, {ByteCount.Format(file.Bytes)}, format version {file.Version}");
        terminal.Fact("SHA-256", file.Sha256);
        string precision = file.ValueBytes == sizeof(float) ? "float (4 bytes)" : "double (8 bytes)";
        terminal.Fact("Model", $"{file.Name}, values of {precision}");
        foreach (SavedLayer layer in file.Layers) terminal.Fact("Layer", layer.ToString());
        if (file.Layers.Count == 0) terminal.Fact("Layers", "not told by format version 1");
        terminal.Fact("Parameters", $"{file.ParameterCount:N0} values, SHA-256 {file.ParameterSha256}");
        foreach (SavedTensor tensor in file.Tensors)
            terminal.Fact("", $"{tensor.Name} [{string.Join(", ", tensor.Shape)}] = {tensor.Length:N0}");
        Show(terminal, file.Preparation);
        if (json is null) return ExitCode.Success;
        OutputFile.Write(json, InspectReport.Create(path, file), ReportJson.Readable.JsonObject);
        terminal.Fact("JSON", json);
        return ExitCode.Success;
    }

    private static void Show(Terminal terminal, Preparation? preparation)
    {
        if (preparation is null)
        {
            terminal.Fact("Preparation", "none: the model takes values as they were prepared for its training");
            return;
        }

        terminal.Fact("Preparation", preparation.Window is { } window
            ? $"windows of a record with a row every {Duration.Format(preparation.Period)}: {InspectReport.Describe(window)}"
            : "samples of the model's own size");
        if (preparation.Series.Count > 0)
        {
            terminal.Fact("Series", $"{preparation.Series.Count}, each scaled by its own numbers (--json shows them): "
                + string.Join(", ", preparation.Series.Take(SeriesShown)) + (preparation.Series.Count > SeriesShown ? ", ..." : ""));
        }

        foreach (ColumnPreparation column in preparation.Inputs) terminal.Fact("Input", column.ToString());
        foreach (ColumnPreparation column in preparation.Known) terminal.Fact("Known ahead", column.ToString());
        foreach (ColumnPreparation column in preparation.Targets) terminal.Fact("Target", column.ToString());
    }
}
