using System;
using System.Linq;

namespace SimdSeq.Generators.Emission;

/// <summary>
/// The steps of a tile in runs: the input's share of a run is computed just before its steps, so that these find it in the second-level
/// cache. Few enough steps are one run, and all of them where nothing is computed ahead (0 features).
/// </summary>
internal sealed class StepRuns
{
    // What the rows of a run may take of a second-level cache of 512 KB or more.
    private const int RunBytes = 1 << 17, TileVectorBytes = 64, FewestSteps = 8;

    private readonly int _steps;
    private readonly int _together;
    private readonly bool _isReversed;

    public StepRuns(int steps, int rowFeatures, bool isReversed)
    {
        _steps = steps;
        _isReversed = isReversed;
        int most = rowFeatures == 0 ? steps : Math.Max(FewestSteps, RunBytes / (rowFeatures * TileVectorBytes));

        // Runs of one length, if there is a fitting one.
        int even = Enumerable.Range(1, Math.Min(most, steps)).Last(length => steps % length == 0);
        _together = most >= steps ? steps : 2 * even >= most ? even : most;
    }

    private bool IsWhole => _together == _steps;

    private bool IsEven => _steps % _together == 0;

    /// <summary>Steps of a run, in emitted code.</summary>
    public string Rows => IsEven ? $"{_together}" : "to - from";

    /// <summary>What stands behind the address of the first step to reach that of the run's first step.</summary>
    public string Shift(int valuesOfStep) => IsWhole ? "" : $" + from * {valuesOfStep}";

    /// <summary>The step's place in its run.</summary>
    public string Within => IsWhole ? "t" : "(t - from)";

    /// <summary>Begins the loop over the runs, if there are several.</summary>
    public void Begin(SourceWriter writer)
    {
        if (IsWhole) return;
        if (_isReversed)
        {
            writer.Begin($"for (int to = {_steps}; to > 0; to -= {_together})");
            writer.Line(IsEven ? $"int from = to - {_together};" : $"int from = int.Max(0, to - {_together});");
        }
        else
        {
            writer.Begin($"for (int from = 0; from < {_steps}; from += {_together})");
            writer.Line(IsEven ? $"int to = from + {_together};" : $"int to = int.Min(from + {_together}, {_steps});");
        }
    }

    /// <summary>Begins the loop over the steps of a run.</summary>
    public void BeginSteps(SourceWriter writer)
    {
        string first = IsWhole ? "0" : "from", end = IsWhole ? $"{_steps}" : "to";
        writer.Begin(_isReversed ? $"for (int t = {(IsWhole ? $"{_steps - 1}" : "to - 1")}; t >= {first}; t--)"
            : $"for (int t = {first}; t < {end}; t++)");
    }

    /// <summary>Ends both.</summary>
    public void End(SourceWriter writer)
    {
        writer.End();
        if (!IsWhole) writer.End();
    }
}
