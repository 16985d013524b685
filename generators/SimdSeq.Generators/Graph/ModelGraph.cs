using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Graph;

/// <summary>The model as operations, each on the output of the one before.</summary>
internal sealed class ModelGraph(Shape input, IReadOnlyList<Operation> operations)
{
    public Shape Input { get; } = input;

    public IReadOnlyList<Operation> Operations { get; } = operations;

    public Shape Output => Operations[Operations.Count - 1].Output;

    public IEnumerable<Parameter> Parameters => Operations.SelectMany(operation => operation.Parameters);

    public long ParameterCount => Operations.Sum(operation => operation.ParameterCount);
}
