using System.Diagnostics;

namespace SimdSeq;

/// <summary>What an epoch has summed up so far, and the figures that come of it.</summary>
internal sealed class EpochProgress
{
    private long _start = Stopwatch.GetTimestamp();
    private double _secondsBefore; // of what was done before this process
    private double _lossSum;
    private double _losses;
    private double _rate;
    private double _norms;
    private long _correct;
    private long _allocated;
    private long _allocatingSteps;
    private long _steps;

    /// <summary>Steps that are done.</summary>
    public int Steps => (int)_steps;

    /// <summary>Mean loss so far; 0 before any.</summary>
    public double Loss => _losses == 0 ? 0 : _lossSum / _losses;

    private double Seconds => _secondsBefore + Stopwatch.GetElapsedTime(_start).TotalSeconds;

    /// <summary>Begins an epoch.</summary>
    public void Begin()
    {
        _start = Stopwatch.GetTimestamp();
        (_secondsBefore, _lossSum, _losses, _rate, _norms) = (0, 0, 0, 0, 0);
        (_correct, _allocated, _allocatingSteps, _steps) = (0, 0, 0, 0);
    }

    /// <summary>Adds a step.</summary>
    /// <param name="loss">Its mean loss, with penalties.</param>
    /// <param name="figures">What the pass over the batch found.</param>
    /// <param name="rate">Its learning rate.</param>
    /// <param name="norm">The norm of its gradient.</param>
    /// <param name="allocated">Bytes that it allocated; null for a step that is not counted, as it may make what all others use.</param>
    public void Add(double loss, in BatchFigures figures, double rate, double norm, long? allocated)
    {
        _steps++;
        _rate = rate;
        _norms += norm;
        _lossSum += loss * figures.Losses;
        _losses += figures.Losses;
        _correct += figures.Correct;
        if (allocated is null) return;
        _allocated += allocated.Value;
        _allocatingSteps++;
    }

    /// <summary>The figures of the epoch.</summary>
    /// <param name="epoch">Its number.</param>
    /// <param name="validation">What was measured after it.</param>
    /// <param name="hasClasses">Whether answers are right or wrong.</param>
    public EpochSummary Summary(int epoch, Evaluation? validation, bool hasClasses)
    {
        double losses = Math.Max(1, _losses);
        return new EpochSummary(epoch, _lossSum / losses, validation, Seconds, (double)_allocated / Math.Max(1, _allocatingSteps))
        {
            Accuracy = hasClasses ? _correct / losses : null,
            LearningRate = _rate,
            GradientNorm = _norms / Math.Max(1, _steps),
        };
    }

    /// <summary>Writes or reads it.</summary>
    public void Move(StateTransfer state)
    {
        double seconds = Seconds;
        state.Move(ref seconds);
        state.Move(ref _lossSum);
        state.Move(ref _losses);
        state.Move(ref _rate);
        state.Move(ref _norms);
        state.Move(ref _correct);
        state.Move(ref _allocated);
        state.Move(ref _allocatingSteps);
        state.Move(ref _steps);
        if (!state.IsReading) return;
        _secondsBefore = seconds;
        _start = Stopwatch.GetTimestamp();
    }
}
