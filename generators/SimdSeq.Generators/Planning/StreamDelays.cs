using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Planning;

/// <summary>
/// What waits in a stream: where operations join values of which one looks further ahead, the others are kept in a ring until it comes.
/// </summary>
/// <param name="stream">A stream's memory.</param>
internal sealed class StreamDelays(ConstantBlock stream)
{
    private readonly Dictionary<(string? Source, int Rows), StreamDelay> _delays = [];

    /// <summary>Where a value lies so many rows later.</summary>
    /// <param name="source">Offset constant of the value; null for the user's features.</param>
    /// <param name="features">Its features.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="rate">When it comes.</param>
    /// <param name="reader">The operation that reads it; null: the model's answer does.</param>
    public string? Of(string? source, long features, int rows, StreamRate rate, Operation? reader)
    {
        if (rows == 0) return source;
        if (_delays.TryGetValue((source, rows), out var delay)) return delay.Place;
        string name = $"{source ?? "StreamInput"}Delayed{rows}";
        return (_delays[(source, rows)] = new(source, features, rows, rate, reader,
            stream.Reserve(name + "Ring", features * rows),
            stream.Reserve(name + "Position", 2), stream.Reserve(name, features))).Place;
    }

    /// <summary>Those whose first reader is an operation, or, without one, the model's answer.</summary>
    public IEnumerable<StreamDelay> Before(Operation? reader) => _delays.Values.Where(delay => delay.Reader == reader);
}

/// <summary>A value that waits.</summary>
/// <param name="Source">Offset constant of the value in a stream's memory; null for the user's features.</param>
/// <param name="Features">Its features.</param>
/// <param name="Rows">How many rows it waits.</param>
/// <param name="Rate">When it comes.</param>
/// <param name="Reader">The first operation that reads it; null: the model's answer does.</param>
/// <param name="Ring">Offset constant of its last rows.</param>
/// <param name="Position">Offset constant of the number of rows so far.</param>
/// <param name="Place">Offset constant of the row that was so many rows before.</param>
internal sealed record StreamDelay(
    string? Source, long Features, int Rows, StreamRate Rate, Operation? Reader, string Ring, string Position, string Place)
{
    /// <summary>When it is read.</summary>
    public StreamRate Later => Rate with { Phase = Rate.Phase + Rows * Rate.Period };
}
