namespace SimdSeq.Data;

/// <summary>How the columns of a <see cref="Preparation"/> are scaled.</summary>
public sealed record PreparationOptions
{
    /// <summary>For all columns that <see cref="Columns"/> does not name.</summary>
    public Scaling Scaling { get; init; } = Scaling.Standard;

    /// <summary>For single columns, by name.</summary>
    public IReadOnlyDictionary<string, Scaling> Columns { get; init; } = new Dictionary<string, Scaling>();

    /// <summary>That of a column.</summary>
    internal Scaling Of(string column) => Columns.GetValueOrDefault(column, Scaling);

    /// <summary>Throws where a column is named that there is not, or a scaling is none.</summary>
    internal void Check(IEnumerable<string> columns)
    {
        foreach (string name in Columns.Keys)
        {
            if (!columns.Contains(name))
                throw new ArgumentException(
                    $"Expected one of the columns {string.Join(", ", columns)} in {nameof(PreparationOptions)}.{nameof(Columns)}, got "
                    + $"'{name}'.");
        }

        foreach (var scaling in Columns.Values.Append(Scaling))
        {
            if (!Enum.IsDefined(scaling)) throw new ArgumentException($"Expected a {nameof(Scaling)}, got {(int)scaling}.");
        }
    }
}
