using System;
using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Graph;

/// <summary>What one sample is between two operations.</summary>
/// <param name="shape">Its shape, as it is declared.</param>
/// <param name="producer">The operation that makes it; null for an input of the model.</param>
/// <param name="name">What an input is called.</param>
/// <param name="groups">How many groups it has; null: it is no nested value.</param>
internal sealed class Value(Shape shape, Operation? producer = null, string? name = null, int? groups = null)
{
    private readonly List<Operation> _consumers = [];
    private string? _mask;

    /// <summary>Its shape, as it is declared; of a nested value that of one group.</summary>
    public Shape DeclaredShape { get; } = shape;

    /// <summary>How many groups of this shape it has, one behind the other; null: it is no nested value.</summary>
    public int? Groups { get; } = groups;

    /// <summary>The rows of it that are computed over a tile.</summary>
    public RowSet Rows { get; private set; } = RowSet.All(shape.Rows);

    /// <summary>Its shape over a tile: of the rows that are computed.</summary>
    public Shape Shape => DeclaredShape.IsSequence ? DeclaredShape with { Steps = Rows.Count } : DeclaredShape;

    /// <summary>Values of one sample over a tile, of all groups.</summary>
    public long Values => Shape.Values * (Groups ?? 1);

    /// <summary>Its declared shape with the groups, as it is shown.</summary>
    public string Text => Producer?.OutputText ?? (Groups is null ? $"{DeclaredShape}" : $"{Groups} x {DeclaredShape}");

    public Operation? Producer { get; } = producer;

    /// <summary>What an input is called.</summary>
    public string? Name { get; } = name;

    /// <summary>
    /// What its mask is made by, where it has one: values of equal ones have the same steps. Null: all steps are there.
    /// </summary>
    public string? Mask => _mask ??= !Shape.IsMasked ? null
        : Producer is null ? Name
        : Producer.MakesMask ? MadeBy(Producer)
        : Producer.Inputs.Select(input => input.Mask).FirstOrDefault(mask => mask is not null);

    /// <summary>Where its mask comes from: the value whose own content said which steps are there.</summary>
    public Value MaskRoot => Producer is null || Producer.MasksByValues
        ? this
        : Producer.Inputs.FirstOrDefault(input => input.Shape.IsMasked)?.MaskRoot ?? this;

    /// <summary>Whether the model answers it.</summary>
    public bool IsOutput { get; set; }

    /// <summary>How many rows of zeros all that read it hold in a stream from the beginning: so many need not come.</summary>
    public int ZerosAtFirst => IsOutput || _consumers.Count == 0 ? 0 : _consumers.Min(consumer => consumer.ZerosAtFirst);

    /// <summary>The operations that read it, once for each time that they do.</summary>
    public IReadOnlyList<Operation> Consumers => _consumers;

    /// <summary>The recurrences that its layer consists of, whose last states may be asked for.</summary>
    public IReadOnlyList<Recurrence> Recurrences { get; set; } = [];

    /// <summary>Leaves out the other rows.</summary>
    public void Keep(RowSet rows) => Rows = rows;

    /// <summary>Called by the operation.</summary>
    public void AddConsumer(Operation operation) => _consumers.Add(operation);

    /// <summary>Called by the operation.</summary>
    public void RemoveConsumer(Operation operation) => _consumers.Remove(operation);

    // What is turned twice is as before.
    private static string MadeBy(Operation operation)
    {
        if (operation.MaskRule.Length == 0) return operation.Input.Mask ?? "";
        string turned = $"{operation.MaskRule} of ", before = operation.Input.Mask ?? "";
        bool isTurnedBack = operation.TurnsMask && before.StartsWith(turned, StringComparison.Ordinal);
        return isTurnedBack ? before.Substring(turned.Length) : turned + before;
    }
}
