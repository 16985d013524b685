using System;
using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Graph;

/// <summary>What one sample is between two operations.</summary>
/// <param name="shape">Its shape.</param>
/// <param name="producer">The operation that makes it; null for an input of the model.</param>
internal sealed class Value(Shape shape, Operation? producer = null)
{
    private readonly List<Operation> _consumers = [];
    private string? _mask;

    public Shape Shape { get; } = shape;

    public Operation? Producer { get; } = producer;

    /// <summary>
    /// What its mask is made by, where it has one: values of equal ones have the same steps. Null: all steps are there.
    /// </summary>
    public string? Mask => _mask ??= !Shape.IsMasked ? null
        : Producer is null ? "input"
        : Producer.MakesMask ? MadeBy(Producer)
        : Producer.Inputs.Select(input => input.Mask).FirstOrDefault(mask => mask is not null);

    /// <summary>The operations that read it, once for each time that they do.</summary>
    public IReadOnlyList<Operation> Consumers => _consumers;

    /// <summary>Called by the operation.</summary>
    public void AddConsumer(Operation operation) => _consumers.Add(operation);

    // What is turned twice is as before.
    private static string MadeBy(Operation operation)
    {
        if (operation.MaskRule.Length == 0) return operation.Input.Mask ?? "";
        string turned = $"{operation.MaskRule} of ", before = operation.Input.Mask ?? "";
        bool isTurnedBack = operation.TurnsMask && before.StartsWith(turned, StringComparison.Ordinal);
        return isTurnedBack ? before.Substring(turned.Length) : turned + before;
    }
}
