using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>A layer that carries a state from step to step. A kind of it is its equations.</summary>
internal abstract class RecurrentLayer : Layer
{
    /// <param name="withDropout">Whether the equations contain the masks of <c>dropout</c> and <c>recurrentDropout</c>.</param>
    protected abstract Cell Equations(LayerDeclaration options, string name, int features, bool withDropout);

    public override Operation? Build(LayerDeclaration options, string name, Shape input, LayerProblems problems)
    {
        RequireUnits(options, "units", problems);
        RequireShare(options, "dropout", problems);
        RequireShare(options, "recurrentDropout", problems);
        RequireDefined<ActivationName>(options, "activation", "Activation", problems);
        RequireDefined<ActivationName>(options, "recurrentActivation", "Activation", problems);
        foreach (string initializer in new[] { "kernelInitializer", "recurrentInitializer", "biasInitializer" })
            RequireDefined<InitializerName>(options, initializer, "Initializer", problems);
        if (!input.IsSequence)
        {
            problems.Add(Ids.WrongShape, null, $"{options.Kind} needs a sequence (steps x features); got one row of {input.Features}",
                "Set returnSequences: true on the recurrent layer before it, or remove the Flatten before it.");
        }

        if (problems.Any) return null;
        var cell = Equations(options, name, input.Features, withDropout: true);
        var streamCell = cell.StateDropout > 0 ? Equations(options, name, input.Features, withDropout: false) : cell;
        return new Recurrence(name, options.Text, input, cell, streamCell, options.Bool("returnSequences"));
    }
}
