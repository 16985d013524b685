using System.Diagnostics;
using System.Globalization;

namespace SimdSeq.Cli;

/// <summary>
/// Trains every combination with every seed, from where it was killed if it was, and measures the best one on the test samples. They are
/// not looked at before.
/// </summary>
internal sealed class SweepRun
{
    private readonly Terminal _terminal;
    private readonly SweepFolder _folder;
    private readonly Problem _problem;
    private readonly IReadOnlyList<Combination> _combinations;
    private readonly IReadOnlyList<long> _seeds;
    private readonly string _options;
    private readonly CancellationToken _cancellation;
    private readonly int _runs;
    private int _done, _trained;
    private double _seconds;

    /// <summary>Prepares a sweep.</summary>
    /// <param name="terminal">Where it says how it goes.</param>
    /// <param name="folder">What is done.</param>
    /// <param name="problem">The data.</param>
    /// <param name="combinations">What is trained.</param>
    /// <param name="seeds">With which seeds each.</param>
    /// <param name="options">The options of <c>train</c> that all have in common.</param>
    /// <param name="cancellation">Stops after the current step.</param>
    public SweepRun(
        Terminal terminal, SweepFolder folder, Problem problem, IReadOnlyList<Combination> combinations, IReadOnlyList<long> seeds,
        string options, CancellationToken cancellation)
    {
        _terminal = terminal;
        _folder = folder;
        _problem = problem;
        _combinations = combinations;
        _seeds = seeds;
        _options = options;
        _cancellation = cancellation;
        _runs = combinations.Count * seeds.Count;
    }

    /// <summary>Trains all that is not done.</summary>
    /// <returns>The rows, from best to worst.</returns>
    public IReadOnlyList<SweepRow> Train()
    {
        var rows = new List<SweepRow>();
        try
        {
            foreach (Combination combination in _combinations)
            {
                string model = combination.Recipe.CreateModel!(0).GetType().Name;
                rows.Add(new SweepRow(combination, [.. _seeds.Select(seed => Result(combination, model, seed))], _seeds.Count));
                DeleteBeaten(rows);
            }
        }
        catch (OperationCanceledException)
        {
            _terminal.Fact("Stopped", $"{_done} of {_runs} runs are done; the same command goes on from there");
            throw;
        }

        return SweepRow.Sort(rows, _problem.BaselineValidation);
    }

    /// <summary>Measures the models of a row on the test samples; what was measured before is not measured again.</summary>
    public SweepRow Test(SweepRow row)
    {
        var tested = new List<SweepResult>();
        foreach (SweepResult result in row.Results)
        {
            if (result.Test is not null)
            {
                tested.Add(result);
                continue;
            }

            SequenceModel<float> model = Model(row, result);
            TrainingSettings settings = row.Combination.Settings;
            Score test = _problem.ScoreOf(model, ProblemPart.Test, settings.BatchSize, settings.Threads, _cancellation);
            tested.Add(result with
            {
                Test = test.Value,
                TestFigures = test.Fields.ToDictionary(field => field.Name, field => field.Value),
            });
            _folder.Add(tested[^1]);
        }

        return row with { Results = tested };
    }

    /// <summary>The model of a run. One whose file is gone is trained again, to the same bits.</summary>
    public SequenceModel<float> Model(SweepRow row, SweepResult result)
    {
        string file = _folder.ModelOf(result.Key);
        if (!File.Exists(file)) Fit(row.Combination, result.Seed, result.Key);
        SequenceModel<float> model = row.Combination.Recipe.CreateModel!(result.Seed);
        model.Load(file);
        return model;
    }

    private SweepResult Result(Combination combination, string model, long seed)
    {
        _cancellation.ThrowIfCancellationRequested();
        string key = Key(combination, model, seed);
        if (_folder.Find(key) is { } before)
        {
            _done++;
            Say($"{Figure(before)}; done before");
            return before;
        }

        SweepResult result = Fit(combination, seed, key);
        _folder.Add(result);
        File.Delete(_folder.BackupOf(key));
        _done++;
        _trained++;
        _seconds += result.Seconds;
        double left = _seconds / _trained * (_runs - _done);
        Say($"{Figure(result)}, {RoughTime.Format(result.Seconds)}" + (_done < _runs ? $"; about {RoughTime.Format(left)} to go" : ""));
        return result;

        void Say(string text) => _terminal.OutWriter.WriteLine(
            $"{_done.ToString(CultureInfo.InvariantCulture).PadLeft(_runs.ToString(CultureInfo.InvariantCulture).Length)} of {_runs}  "
            + $"{combination.Text}, seed {seed}: {text}");
    }

    // The model is on disk before anything says that the run is done.
    private SweepResult Fit(Combination combination, long seed, string key)
    {
        TrainingSettings settings = combination.Settings with { Seed = seed };
        SequenceModel<float> model = combination.Recipe.CreateModel!(seed);
        var backup = new BackupAndRestore(_folder.BackupOf(key));
        long start = Stopwatch.GetTimestamp();
        History? history = null;
        BestEpoch? best = null;
        string? remark = null;
        try
        {
            (history, best) = new SweepDisplay(_terminal).Show(
                $"{_done + 1} of {_runs}, {combination.Text}, seed {seed}",
                observer => TrainingRun.Train(model, _problem, settings, observer, _cancellation, backup));
        }
        catch (Exception e) when (e is TrainingDivergedException or FailureException)
        {
            remark = e.Message;
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        _cancellation.ThrowIfCancellationRequested(); // from here on everything is written
        if (best is not null) OutputFile.Write(_folder.ModelOf(key), model.Save);
        return new SweepResult
        {
            Key = key,
            Recipe = combination.Recipe.Name,
            Settings = combination.Values.ToDictionary(value => value.Name, value => value.Value),
            Seed = seed,
            Data = _problem.Data.Kind,
            Measure = _problem.Measure,
            Validation = best?.Score!.Value,
            BestEpoch = best?.Epoch ?? 0,
            Epochs = history?.Epochs.Count ?? 0,
            Remark = remark,
            Parameters = model.ParameterCount,
            ParameterSha256 = best is null ? null : model.ParameterSha256(),
            Seconds = seconds,
            Command = $"{CommandTree.ProgramName} train {combination.Recipe.Name}{combination.Options}{_options} --seed {seed}",
            Threads = settings.Threads,
            Simd = MachineFacts.Current.Simd,
            Version = MachineFacts.Current.Version,
            Runtime = MachineFacts.Current.Runtime,
        };
    }

    // Threads are no part of it: they change no bit.
    private string Key(Combination combination, string model, long seed)
    {
        DataReport data = _problem.Data;
        string source = data.Sha ?? data.File ?? data.Kind;
        return $"{combination.Recipe.Name} ({model}): "
            + $"{combination.Settings.Describe(_problem)}, seed {seed}; "
            + string.Create(CultureInfo.InvariantCulture, $"{data.Kind} data, {data.Rows} rows, {source}");
    }

    private string Figure(SweepResult result) => result.Validation is { } figure
        ? $"validation {_problem.Measure} {_problem.BaselineValidation.With(figure)} in epoch {result.BestEpoch} of {result.Epochs}"
        : $"diverged: {result.Remark}";

    // A sweep may have hundreds of models: those of the best settings so far are kept.
    private void DeleteBeaten(List<SweepRow> rows)
    {
        SweepRow best = SweepRow.Sort(rows, _problem.BaselineValidation)[0];
        foreach (SweepRow row in rows)
        {
            if (row == best) continue;
            foreach (SweepResult result in row.Results) File.Delete(_folder.ModelOf(result.Key));
        }
    }
}
