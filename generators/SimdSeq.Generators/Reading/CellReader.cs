using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SimdSeq.Generators.Reading;

/// <summary>Reads the <c>Step</c> of a user's cell. It stops at the first thing that has no derivative or no meaning in a cell.</summary>
internal sealed class CellReader
{
    public const string Interface = "SimdSeq.ICell";

    private const int MaxSize = 250;

    private readonly SemanticModel _semantics;
    private readonly CancellationToken _cancellation;
    private readonly List<string> _states = [];
    private readonly List<CellWeight> _weights = [];
    private readonly List<CellLocal> _locals = [];
    private string _input = "";

    private CellReader(SemanticModel semantics, CancellationToken cancellation)
    {
        _semantics = semantics;
        _cancellation = cancellation;
    }

    /// <summary>Whether a type declares itself a cell.</summary>
    public static bool IsCell(ITypeSymbol type) => type.AllInterfaces.Any(IsInterface) || IsInterface(type);

    private static bool IsInterface(ITypeSymbol type) => type.Name == "ICell" && type.ToDisplayString() == Interface;

    /// <summary>The cell, and where it is wrong if it is.</summary>
    public static (CellDeclaration Cell, Location? Mistake) Read(INamedTypeSymbol type, Compilation compilation,
        CancellationToken cancellation)
    {
        try
        {
            return (ReadOrThrow(type, compilation, cancellation), null);
        }
        catch (EquationMistakeException mistake)
        {
            bool isHere = type.DeclaringSyntaxReferences.Length > 0;
            return (new(type.Name, default, default, default, default, mistake.Message, isHere), mistake.Location);
        }
    }

    private static CellDeclaration ReadOrThrow(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        if (type.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not TypeDeclarationSyntax declaration)
            throw new EquationMistakeException(null, $"The cell {type.Name} must be in this project, so that the generator can read its "
                + "Step. Copy its source here.");

        var methods = type.GetMembers("Step").OfType<IMethodSymbol>().ToList();
        var method = methods.FirstOrDefault();
        bool isMethod = methods.Count == 1 && method!.IsStatic;
        if (!isMethod || method!.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not MethodDeclarationSyntax syntax)
        {
            if (Readability.HasErrors(declaration)) throw OfTheCompiler(type);
            throw new EquationMistakeException(declaration.Identifier.GetLocation(),
                $"The cell {type.Name} needs one static method Step with the equations of a time step: public static CellValue "
                + "Step(CellInput x, CellValue h, ...).");
        }

        CheckSize(type, syntax);
        var semantics = compilation.GetSemanticModel(syntax.SyntaxTree);
        if (Readability.HasErrors(syntax, semantics, cancellation)) throw OfTheCompiler(type);
        var reader = new CellReader(semantics, cancellation);
        reader.ReadParameters(type, method, syntax);
        CellFormula[] results = EquationBody.Read(
            syntax, (name, value) => reader._locals.Add(new(name, reader.Read(value))), reader.ReadResults, Mistake,
            "Step must return the next state.", cancellation);
        reader.CheckUse(syntax, results);
        return new(type.Name, new([.. reader._states]), new([.. reader._weights]), new([.. reader._locals]), new(results), null);
    }

    // Equations and their gradients are walked down to their ends, in a compiler whose threads may have one megabyte of stack.
    private static void CheckSize(INamedTypeSymbol type, MethodDeclarationSyntax syntax)
    {
        int size = syntax.DescendantNodes()
            .Count(node => node is ParameterSyntax or VariableDeclaratorSyntax or (ExpressionSyntax and not TypeSyntax));
        if (size <= MaxSize) return;
        string has = FormattableString.Invariant($"{size:N0} parameters, values, numbers, calls and operators; at most {MaxSize:N0} are ")
            + FormattableString.Invariant($"possible");
        throw new EquationMistakeException(syntax.Identifier.GetLocation(),
            $"Step of {type.Name} consists of {has}. Use fewer, or divide the cell into several layers.");
    }

    private static EquationMistakeException OfTheCompiler(INamedTypeSymbol type) =>
        new(null, $"The compiler does not accept Step of {type.Name}; its error says why.");

    private void ReadParameters(INamedTypeSymbol type, IMethodSymbol method, MethodDeclarationSyntax syntax)
    {
        for (int i = 0; i < method.Parameters.Length; i++)
        {
            var parameter = method.Parameters[i];
            var weight = parameter.GetAttributes().FirstOrDefault(attribute =>
                attribute.AttributeClass?.ToDisplayString() == "SimdSeq.WeightAttribute");
            int? initializer = weight?.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Enum, Value: int number } ? number
                : null;
            switch (parameter.Type.ToDisplayString())
            {
                case "SimdSeq.CellInput" when i == 0 && weight is null: _input = parameter.Name; break;
                case "SimdSeq.CellValue" when i > 0 && weight is null: _states.Add(parameter.Name); break;
                case "SimdSeq.CellKernel" when weight is not null:
                    _weights.Add(new(parameter.Name, CellWeightKind.Kernel,
                    initializer)); break;
                case "SimdSeq.CellRecurrentKernel" when weight is not null:
                    _weights.Add(new(parameter.Name, CellWeightKind.RecurrentKernel,
                    initializer)); break;
                case "SimdSeq.CellVector" when weight is not null:
                    _weights.Add(new(parameter.Name, CellWeightKind.Vector,
                    initializer)); break;
                default:
                    throw new EquationMistakeException(syntax.ParameterList.Parameters[i].GetLocation(),
                        $"Step of {type.Name} takes a CellInput first, then a CellValue for each state, then [Weight] CellKernel, "
                            + $"CellRecurrentKernel and CellVector; got {(weight is null ? "" : "[Weight] ")}{parameter.Type.Name} "
                            + $"{parameter.Name}.");
            }
        }

        if (_input == "" || _states.Count == 0)
            throw new EquationMistakeException(syntax.Identifier.GetLocation(),
                $"Step of {type.Name} needs an input and a state: Step(CellInput x, CellValue h, ...).");
    }

    private CellFormula[] ReadResults(ExpressionSyntax result)
    {
        CellFormula[] results = result is TupleExpressionSyntax tuple ? [.. tuple.Arguments.Select(argument => Read(argument.Expression))]
            : [Read(result)];
        if (results.Length != _states.Count)
            throw new EquationMistakeException(result.GetLocation(),
                $"Step takes {_states.Count} states ({string.Join(", ", _states)}) and must return the next value of each; got "
                + $"{results.Length}.");
        return results;
    }

    private CellFormula Read(ExpressionSyntax expression)
    {
        var formula = ReadAny(expression);
        if (double.IsInfinity(formula.Number) || double.IsNaN(formula.Number)) throw Mistake(expression, "is no finite number");
        return formula;
    }

    private CellFormula ReadAny(ExpressionSyntax expression)
    {
        if (_semantics.GetConstantValue(expression, _cancellation) is { HasValue: true, Value: IConvertible number }
            && number is not (string or bool or char))
            return CellFormula.OfNumber(Convert.ToDouble(number, System.Globalization.CultureInfo.InvariantCulture));
        switch (expression)
        {
            case ParenthesizedExpressionSyntax parenthesized:
                return Read(parenthesized.Expression);
            case IdentifierNameSyntax name:
                return ReadName(name);
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression } negative:
                return CellFormula.Of(CellFormulaKind.Negate, Read(negative.Operand));
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum:
                return CellFormula.Of(CellFormulaKind.Add, Read(sum.Left), Read(sum.Right));
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.SubtractExpression } difference:
                return CellFormula.Of(CellFormulaKind.Subtract, Read(difference.Left), Read(difference.Right));
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.MultiplyExpression } product:
                return MatrixOf(product.Right) is { } matrix
                    ? CellFormula.Of(CellFormulaKind.Matrix, Read(product.Left)) with { Name = matrix }
                    : CellFormula.Of(CellFormulaKind.Multiply, Read(product.Left), Read(product.Right));
            case InvocationExpressionSyntax call when _semantics.GetSymbolInfo(call, _cancellation).Symbol is IMethodSymbol method
                && method.ContainingType.ToDisplayString() == "SimdSeq.CellMath":
                return new(CellFormulaKind.Function, method.Name, Operands: new([Read(call.ArgumentList.Arguments[0].Expression)]));
            default:
                throw Mistake(expression, "has no derivative that the generator knows");
        }
    }

    private CellFormula ReadName(IdentifierNameSyntax name)
    {
        string text = name.Identifier.ValueText;
        if (_locals.Find(local => local.Name == text) is { Value: var value })
            return value.IsNumber ? value : new(CellFormulaKind.Local, text);
        if (text == _input) return new(CellFormulaKind.Input, text);
        if (_states.Contains(text)) return new(CellFormulaKind.State, text);
        if (_weights.Any(weight => weight.Name == text && weight.Kind == CellWeightKind.Vector)) return new(CellFormulaKind.Vector, text);
        throw Mistake(name, "is no value of this step");
    }

    private string? MatrixOf(ExpressionSyntax expression)
    {
        while (expression is ParenthesizedExpressionSyntax parenthesized) expression = parenthesized.Expression;
        string? name = (expression as IdentifierNameSyntax)?.Identifier.ValueText;
        return _weights.Find(weight => weight.Name == name && weight.Kind != CellWeightKind.Vector)?.Name;
    }

    private void CheckUse(MethodDeclarationSyntax syntax, CellFormula[] results)
    {
        var used = new HashSet<string>();
        foreach (var result in results) Visit(result);
        foreach (var parameter in syntax.ParameterList.Parameters)
        {
            string name = parameter.Identifier.ValueText;
            if (_weights.Exists(weight => weight.Name == name) && !used.Contains(name))
                throw new EquationMistakeException(parameter.GetLocation(),
                    $"The weight {name} reaches nothing that Step returns, so it would never learn. Use it or remove it.");
        }

        if (_weights.All(weight => weight.Kind == CellWeightKind.Vector))
            throw new EquationMistakeException(syntax.Identifier.GetLocation(),
                "Step multiplies by no matrix. Give it a [Weight] CellKernel for its input, for instance.");

        void Visit(CellFormula formula)
        {
            bool isNew = formula.Kind is CellFormulaKind.Matrix or CellFormulaKind.Vector or CellFormulaKind.Local
                && used.Add(formula.Name);
            foreach (var operand in formula.Operands) Visit(operand);
            if (isNew && formula.Kind == CellFormulaKind.Local)
                Visit(_locals.Find(local => local.Name == formula.Name).Value);
        }
    }

    private static EquationMistakeException Mistake(SyntaxNode node, string what) => new(node.GetLocation(),
        $"'{EquationBody.Shown(node)}' {what}. A cell's Step consists of 'var name = ...;' and 'return ...;' with +, -, *, numbers, its "
            + "own values and the functions of CellMath.");
}
