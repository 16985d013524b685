using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Layers;

/// <summary>A layer that carries a state from step to step. A kind of it is its equations.</summary>
internal abstract class RecurrentLayer : Layer
{
    /// <summary>Names of the gates, in the order of the kernels' columns.</summary>
    protected abstract string[] Gates(LayerDeclaration options);

    /// <summary>Rows of the bias: how many biases each gate has.</summary>
    protected virtual int BiasRows(LayerDeclaration options) => 1;

    /// <summary>Writes the step's equations into a cell whose kernels and biases are declared.</summary>
    protected abstract void Equations(Cell cell, LayerDeclaration options);

    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems) =>
        Build(options, name, [input], problems);

    public override IReadOnlyList<Operation>? Build(
        LayerDeclaration options, string name, IReadOnlyList<Value> inputs, LayerProblems problems)
    {
        bool isReversed = options.Bool("goBackwards");
        var recurrence = BuildRecurrence(options, name, inputs[0], isReversed, [.. inputs.Skip(1)], problems);
        if (recurrence is null) return null;
        var operations = options.Bool("zeroOutputForMask") ? WithZeros([recurrence]) : [recurrence];
        // Keras's sequence begins with what the layer answers first, which is for the last step.
        if (!isReversed || !recurrence.ReturnSequences) return operations;
        return [.. operations, new Reverse(name + "_reverse", options.Text, operations[operations.Count - 1].Output)];
    }

    /// <summary>The operations of a layer, and zeros at the steps of its sequence that are not there.</summary>
    public static IReadOnlyList<Operation> WithZeros(IReadOnlyList<Operation> operations)
    {
        var last = operations[operations.Count - 1];
        return last.OutputShape.IsMasked
            ? [.. operations, new ClearMissing(last.Name + "_zeros", last.Declared, last.Output)]
            : operations;
    }

    /// <summary>The recurrence in one direction, its sequence in the order of the input.</summary>
    /// <param name="options">The layer as it was declared.</param>
    /// <param name="name">Its name.</param>
    /// <param name="input">The sequence.</param>
    /// <param name="isReversed">Whether it goes from the last step to the first.</param>
    /// <param name="initialStates">The states before the first step; empty where they are no values of the model.</param>
    /// <param name="problems">Where its mistakes go.</param>
    public virtual Recurrence? BuildRecurrence(
        LayerDeclaration options, string name, Value input, bool isReversed, IReadOnlyList<Value> initialStates, LayerProblems problems)
    {
        RequireUnits(options, "units", problems);
        RequireShare(options, "dropout", problems);
        RequireShare(options, "recurrentDropout", problems);
        foreach (string activation in new[] { "activation", "recurrentActivation" }.Where(options.Has))
            RequireElementWise(options, activation, problems);
        foreach (string initializer in new[] { "kernelInitializer", "recurrentInitializer", "biasInitializer" }.Where(options.Has))
            RequireDefined<InitializerName>(options, initializer, "Initializer", problems);
        RequireSequence(options.Kind, input.Shape, problems, MakerOf(input) switch
        {
            Recurrence => "Set returnSequences: true on the recurrent layer before it.",
            Flatten => "Remove the Flatten before it.",
            _ => null,
        });

        var states = new StateUse(options.Bool("initialState"), options.Bool("returnState"), options.Bool("stateful"));
        if (states.FromInput && states.Kept)
            problems.Add(Ids.WrongCombination, "stateful", "States come with the samples (initialState) or from the call before "
                + "(stateful), not both", "Remove one of them.");
        if (initialStates.Count > 0 && (states.FromInput || states.Kept))
        {
            string other = states.FromInput ? "initialState" : "stateful";
            problems.Add(Ids.WrongCombination, other, $"InitialState(...) gives the states of the first step, and so does {other}: true",
                "Remove one of them.");
        }

        if (problems.Any) return null;
        var cell = NewCell(options, name, input, withDropout: true, input.Shape.IsMasked);
        var predictionCell = cell.StateDropout > 0 || cell.InputDropout > 0
            ? NewCell(options, name, input, withDropout: false, input.Shape.IsMasked) : cell;
        var streamCell = cell.IsMasked ? NewCell(options, name, input, withDropout: false, isMasked: false) : predictionCell;
        if (initialStates.Count > 0) RequireStates(options, cell, initialStates, problems);
        if (problems.Any) return null;
        return new Recurrence(name, options.Text, input, cell, options.Bool("returnSequences"), isReversed, initialStates)
        {
            StateUse = states,
            Activation = options.Has("activation") ? Option(options, "activation") : null,
            PredictionCell = predictionCell,
            StreamCell = streamCell,
        };
    }

    /// <summary>The operation that made a row of a sequence.</summary>
    private static Operation? MakerOf(Value row)
    {
        var maker = row.Producer;
        while (maker is not null && maker.Inputs.All(input => !input.Shape.IsSequence)) maker = maker.Input.Producer;
        return maker;
    }

    private static void RequireStates(LayerDeclaration options, Cell cell, IReadOnlyList<Value> states, LayerProblems problems)
    {
        string names = string.Join(", ", cell.States.Select(state => state.Before.Name));
        if (states.Count != cell.States.Count)
        {
            problems.Add(Ids.WrongShape, null,
                Invariant($"{options.Kind} begins with {cell.States.Count} {(cell.States.Count == 1 ? "state" : "states")}; ")
                    + Invariant($"InitialState got {states.Count}"),
                $"Write InitialState({names}).");
        }
        else if (states.FirstOrDefault(state => state.Shape.IsSequence || state.Shape.Features != cell.Units) is { } wrong)
        {
            string name = cell.States[states.TakeWhile(state => state != wrong).Count()].Before.Name!;
            problems.Add(Ids.WrongShape, null,
                Invariant($"{name} of {options.Kind} begins with a row of its {cell.Units} units; InitialState got {wrong.Shape}"),
                wrong.Shape.IsSequence
                    ? "Take a row of the sequence, for instance with LastStep()."
                    : Invariant($"Put Dense({cell.Units}) before it, or give the layer as many units."));
        }
    }

    private Cell NewCell(LayerDeclaration options, string name, Value input, bool withDropout, bool isMasked)
    {
        var cell = new Cell(name, input.Shape.Features, options.Int("units"), Gates(options))
        {
            IsMasked = isMasked,
            InputDropout = withDropout ? options.Double("dropout") : 0,
            StateDropout = withDropout ? options.Double("recurrentDropout") : 0,
        };
        Declare(cell, options);
        Equations(cell, options);
        return cell;
    }

    /// <summary>Declares the parameters that every step uses: kernels with a block of columns for each gate, and their biases.</summary>
    protected virtual void Declare(Cell cell, LayerDeclaration options)
    {
        int columns = Gates(options).Length * cell.Units, biasRows = BiasRows(options);
        cell.Declare("kernel", Initializer(options, "kernelInitializer"), cell.Inputs, columns);
        cell.Declare("recurrent_kernel", Initializer(options, "recurrentInitializer"), cell.Units, columns);
        if (options.Bool("useBias")) cell.Declare("bias", Initializer(options, "biasInitializer"), biasRows > 1 ? [biasRows, columns]
            : [columns]);
    }
}
