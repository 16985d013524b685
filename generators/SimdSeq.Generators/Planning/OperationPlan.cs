using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Differentiation;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Planning;

/// <summary>
/// All that the emitter of an operation needs to know: where its values lie, what is wanted of it, and what its members are called.
/// </summary>
internal class OperationPlan
{
    private readonly Dictionary<string, string> _members = [];
    private readonly Dictionary<string, OwnPlace> _buffers = [];
    private readonly Dictionary<string, string> _streamBuffers = [];
    private readonly MemberNames _names;

    public OperationPlan(Operation operation, PlannedValues values, ModelMemory memory)
    {
        Operation = operation;
        Memory = memory;
        _names = memory.Names;
        Prefix = Names.Pascal(operation.Name);
        Inputs = [.. operation.Inputs.Select(input => values[input])];
        Output = values[operation.Output];
        StreamInputs = [.. Inputs.Select((input, i) => StreamPlace(input, i))];
        InputGradients = values.InputGradients(operation);
        Gradients = values.Gradients(operation);
        foreach (var buffer in operation.Buffers)
            _buffers[buffer.Name] = Reserve(buffer.Name, buffer.Features, buffer.Life);
        foreach (var (name, length) in memory.Graph.IsOfSteps(operation) ? operation.StreamBuffers : [])
            _streamBuffers[name] = memory.Stream.Reserve(Prefix + "Stream" + name, length);
    }

    public Operation Operation { get; }

    public IReadOnlyList<ValuePlan> Inputs { get; }

    public ValuePlan Output { get; }

    /// <summary>
    /// Of each input the offset constant in a stream's memory, where it waits for the others; null where it is the user's features.
    /// </summary>
    public IReadOnlyList<string?> StreamInputs { get; }

    /// <summary>When its inputs come in a stream.</summary>
    public StreamRate InputRate => Memory.Rates!.Read(Operation, 0);

    /// <summary>Whether rows of a stream come after the end of the sequence.</summary>
    public bool HasDelay => Memory.Rates?.Delay > 0;

    /// <summary>For each input where its gradient goes; null: nobody wants it.</summary>
    public IReadOnlyList<GradientPlace?> InputGradients { get; }

    /// <summary>The derived gradients of element-wise arithmetic.</summary>
    public ElementWiseGradients? Gradients { get; }

    public Precision Precision => Memory.Precision;

    public ParameterPlaces Parameters => Memory.Parameters;

    public WeightForms Weights => Memory.Weights;

    /// <summary>Begins the names of its members.</summary>
    public string Prefix { get; }

    /// <summary>Whether it does something at the steps of a stream that carries states from one to the next.</summary>
    public bool IsStreamed => Memory.Graph.IsOfSteps(Operation);

    /// <summary>Whether there is anything to do in the forward pass over a tile: a value may be there already.</summary>
    public bool HasForwardPass =>
        (!Operation.IsReshape || Operation.MakesMask)
        && !(Operation.JoinsColumns && Inputs.All(input => input.View.Buffer == Output.View.Buffer));

    /// <summary>Whether there is anything to do in the pass of the gradients.</summary>
    public bool HasGradientPass =>
        Output.Gradient is not null && (Operation.Parameters.Count > 0 || InputGradients.Any(place => place is { IsThere: false }));

    /// <summary>Multiply-adds of that pass.</summary>
    public virtual long GradientMultiplyAdds => Operation.GradientMultiplyAdds(withInput: InputGradients.Any(place => place is not null));

    protected ModelMemory Memory { get; }

    /// <summary>The name of a member of its own, asked for as often as one likes.</summary>
    public string Member(string suffix)
    {
        if (!_members.TryGetValue(suffix, out string? member)) _members[suffix] = member = _names.Claim(Prefix + suffix);
        return member;
    }

    /// <summary>The members that have names so far.</summary>
    public IEnumerable<string> MembersSoFar => _names.Taken;

    /// <summary>
    /// The key of its random numbers: a hash of its name (FNV-1a), so that no other layer changes them by being there.
    /// </summary>
    /// <param name="part">Which numbers, where there are several.</param>
    public int RandomKey(string part)
    {
        uint hash = 2166136261;
        foreach (char letter in $"{Operation.Name}/{part}") hash = unchecked((hash ^ letter) * 16777619);
        return unchecked((int)hash);
    }

    /// <summary>Where memory lies that the operation said it needs: code.</summary>
    public string Buffer(string name) => _buffers[name].Address;

    /// <summary>The same for all groups: where the memory of the first one lies.</summary>
    public string BufferOfAll(string name) => _buffers[name].View.First(Precision.Lanes);

    /// <summary>The same in a stream.</summary>
    public string StreamBuffer(string name) => _streamBuffers[name];

    private string? StreamPlace(ValuePlan input, int index) => Memory.Rates is { } rates && IsStreamed
        ? Memory.Delays.Of(input.Stream, input.Shape.Features, rates.RowsBehind(Operation, index), rates.Read(Operation, index), Operation)
        : null;

    /// <summary>Memory of its own: for each group what is kept until the gradients, for all groups what is not.</summary>
    protected OwnPlace Reserve(string name, long features, Lifetime life)
    {
        bool isOfEach = Operation.ForGroups is not null && life == Lifetime.UntilGradients;
        long all = isOfEach ? features * Operation.ForGroups!.Value : features;
        var view = new ValueView(Memory.Reserve(Operation, Prefix + name, all, life), 0, 0, isOfEach ? features : 0);
        return new(view, view.Address(Precision.Lanes));
    }
}

/// <summary>Where an operation has memory of its own.</summary>
/// <param name="View">The place.</param>
/// <param name="Address">The same as code.</param>
internal sealed record OwnPlace(ValueView View, string Address);
