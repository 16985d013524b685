using System.Collections.Generic;

namespace SimdSeq.Generators.Graph;

/// <summary>What one sample is between two operations.</summary>
/// <param name="shape">Its shape.</param>
/// <param name="producer">The operation that makes it; null for an input of the model.</param>
internal sealed class Value(Shape shape, Operation? producer = null)
{
    private readonly List<Operation> _consumers = [];

    public Shape Shape { get; } = shape;

    public Operation? Producer { get; } = producer;

    /// <summary>The operations that read it, once for each time that they do.</summary>
    public IReadOnlyList<Operation> Consumers => _consumers;

    /// <summary>Called by the operation.</summary>
    public void AddConsumer(Operation operation) => _consumers.Add(operation);
}
