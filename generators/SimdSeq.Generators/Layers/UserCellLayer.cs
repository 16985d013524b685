using System;
using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Layers;

/// <summary>A recurrent layer whose equations a user wrote.</summary>
internal sealed class UserCellLayer : RecurrentLayer
{
    protected override string[] Gates(LayerDeclaration options) => [];

    public override Recurrence? BuildRecurrence(
        LayerDeclaration options, string name, Value input, bool isReversed, IReadOnlyList<Value> initialStates, LayerProblems problems)
    {
        foreach (var weight in options.Cell!.Weights.Where(weight => weight.Initializer is { } number
            && !Enum.IsDefined(typeof(InitializerName), number)))
            problems.Add(Ids.UndefinedOption, null,
                Invariant($"{weight.Name} of {options.Cell.Name}: Initializer has no member with the value {weight.Initializer}"),
                $"Use one of {string.Join(", ", Enum.GetNames(typeof(InitializerName)))}.");
        return options.Cell.Mistake is null ? base.BuildRecurrence(options, name, input, isReversed, initialStates, problems) : null;
    }

    protected override void Declare(Cell cell, LayerDeclaration options)
    {
        foreach (var weight in options.Cell!.Weights.Where(weight => weight.Kind != CellWeightKind.Vector))
            cell.Declare(weight.Name, InitializerOf(weight), weight.Kind == CellWeightKind.Kernel ? cell.Inputs : cell.Units, cell.Units);
    }

    protected override void Equations(Cell cell, LayerDeclaration options)
    {
        var declared = options.Cell!;
        var values = new Dictionary<string, Expression>();
        var states = declared.States.Select(cell.State).ToList();
        foreach (var state in states) values[state.Name!] = state;
        foreach (var vector in declared.Weights.Where(weight => weight.Kind == CellWeightKind.Vector))
            values[vector.Name] = cell.Vector(vector.Name, vector.Name, InitializerOf(vector));
        foreach (var local in declared.Locals) values[local.Name] = Build(local.Value).As(local.Name);
        for (int i = 0; i < states.Count; i++) cell.Next(states[i], Build(declared.Results[i]));

        Expression Build(CellFormula formula)
        {
            Expression Operand(int i) => Build(formula.Operands[i]);
            return formula.Kind switch
            {
                CellFormulaKind.Input => cell.Input,
                CellFormulaKind.State or CellFormulaKind.Vector or CellFormulaKind.Local => values[formula.Name],
                CellFormulaKind.Number => formula.Number,
                CellFormulaKind.Add => Operand(0) + Operand(1),
                CellFormulaKind.Subtract => Operand(0) - Operand(1),
                CellFormulaKind.Multiply => Operand(0) * Operand(1),
                CellFormulaKind.Negate => -Operand(0),
                CellFormulaKind.Function => Apply(formula.Name, Operand(0)),
                _ => Operand(0) is var source && source == cell.Input ? cell.Product(source, formula.Name)
                    : cell.Product(cell.Dropped(source), formula.Name),
            };
        }
    }

    private static Expression Apply(string function, Expression operand) => Cell.Apply(function, operand);

    private static string InitializerOf(CellWeight weight) => ((InitializerName)(weight.Initializer ?? (int)(weight.Kind switch
    {
        CellWeightKind.Kernel => InitializerName.GlorotUniform,
        CellWeightKind.RecurrentKernel => InitializerName.Orthogonal,
        _ => InitializerName.Zeros,
    }))).ToString();
}
