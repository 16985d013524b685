using System.CommandLine;
using System.Globalization;

namespace SimdSeq.Cli;

/// <summary><c>reproduce tcn-paper</c>.</summary>
internal sealed class ReproducePaperCommand : Command
{
    private const string DefaultFolder = "tcn-paper";

    private readonly Session _session;
    private readonly Option<PaperTask[]> _task = Choice<PaperTask>(
        "--task", "TASK", "A task, or all of its sizes: ", [.. PaperCatalog.Tasks.Select(task => task.Name)],
        given => [.. PaperCatalog.Tasks.Where(task => IsMeant(task.Name, given))]);

    private readonly Option<string[]> _model = Choice<string>(
        "--model", "MODEL", "A model: ", PaperCatalog.Models,
        given => [.. PaperCatalog.Models.Where(model => model.Equals(given, StringComparison.OrdinalIgnoreCase))]);

    private readonly Option<int?> _seeds = NumberOption.Whole("--seeds", "Train each row with the seeds 1 to N (default: 1)", 1, 1000);
    private readonly Option<long?> _seed = NumberOption.Seed("--seed", "Train each row with this seed alone");
    private readonly Option<double?> _hours = NumberOption.Positive(
        "--hours", "Hours of training of a row, after which it begins no epoch; the whole is projected from those it had");

    private readonly Option<int?> _epochs = NumberOption.Whole(
        "--epochs", "Epochs after which a row stops, likewise; without this option it goes on from there", 1, 100_000);

    private readonly Option<bool> _quick = new("--quick")
    {
        Description = "A first look: a few seconds of each row, with figures that say nothing about the paper's",
    };

    private readonly Option<int?> _steps = NumberOption.Whole(
        "--steps", "With --quick: at most so many training steps of a row", 1, 100_000);

    private readonly Option<bool> _plan = new("--plan") { Description = "Say what each row would take, and train nothing" };
    private readonly Option<int?> _threads = ThreadsOption.Create();
    private readonly Option<string?> _output = FileOption.Create("--output", $"The folder of results (default: {DefaultFolder})", "DIR");

    public ReproducePaperCommand(Session session)
        : base(
            "tcn-paper",
            "The table of Bai, Kolter and Koltun (2018), \"An Empirical Evaluation of Generic Convolutional and Recurrent Networks for "
            + "Sequence Modeling\". What is done is not done again; what was killed goes on from its last epoch.")
    {
        _session = session;
        Option[] all = [_task, _model, _seeds, _seed, _hours, _epochs, _quick, _steps, _plan, _threads, _output];
        foreach (Option option in all) Add(option);
        SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        bool isQuick = parsed.GetValue(_quick);
        if (parsed.GetValue(_steps) is not null && !isQuick)
            throw new UsageException("--steps: expected --quick beside it; whole recipes have their own number of epochs.");
        if (parsed.GetValue(_seeds) is not null && parsed.GetValue(_seed) is not null)
            throw new UsageException("--seeds and --seed: expected one of them, got both.");
        PaperTask[] tasks = parsed.GetValue(_task) is { Length: > 0 } chosen
            ? chosen
            : [.. PaperCatalog.Tasks.Where(task => task.WholeTokens == 0)];
        string[] models = parsed.GetValue(_model) is { Length: > 0 } some ? some : [.. PaperCatalog.Models];
        long[] seeds = parsed.GetValue(_seed) is { } seed
            ? [seed]
            : [.. Enumerable.Range(1, parsed.GetValue(_seeds) ?? 1).Select(i => (long)i)];
        var options = new PaperOptions(
            parsed.GetValue(_threads) ?? ThreadsOption.Default, parsed.GetValue(_hours) ?? double.PositiveInfinity, isQuick,
            parsed.GetValue(_steps))
        {
            Epochs = parsed.GetValue(_epochs) ?? int.MaxValue,
        };
        var run = new PaperRun(_session, new ResultFolder(parsed.GetValue(_output) ?? DefaultFolder), options);
        PaperRow[] rows = [.. PaperCatalog.Rows.Where(row => tasks.Contains(row.Task) && models.Contains(row.Model))];
        if (!parsed.GetValue(_plan)) run.Run(rows, seeds, cancellation);
        else run.Plan(rows, seeds, cancellation);
        return ExitCode.Success;
    }

    // "adding" means all of its sizes.
    private static bool IsMeant(string name, string given) =>
        name.Equals(given, StringComparison.OrdinalIgnoreCase)
        || (name.StartsWith($"{given}-", StringComparison.OrdinalIgnoreCase)
            && name[(given.Length + 1)..].All(char.IsAsciiDigit));

    private static Option<T[]> Choice<T>(
        string name, string helpName, string description, IReadOnlyList<string> names, Func<string, T[]> find) =>
        new(name)
        {
            HelpName = helpName,
            Description = description + string.Join(", ", names) + " (default: all)",
            Arity = ArgumentArity.OneOrMore,
            CustomParser = result =>
            {
                var found = new List<T>();
                foreach (string given in result.Tokens.Select(token => token.Value))
                {
                    T[] meant = find(given);
                    if (meant.Length == 0) result.AddError(UnknownName.Describe(name[2..], given, [.. names]));
                    found.AddRange(meant);
                }

                return [.. found.Distinct()];
            },
        };
}
