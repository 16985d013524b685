using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <content>The step of a stream: which methods of the layers it calls, and at which steps.</content>
internal sealed partial class ModelEmitter
{
    // All steps of one sample of which only the last is answered.
    private bool HasSamplePass =>
        IsStreamed && _plan.Graph.Delay == 0 && _plan.Inputs.Count == 1 && _plan.Outputs.Count == 1
        && _plan.Outputs[0].Shape is { Rows: 1 } answer && (!answer.IsSequence || _plan.Inputs[0].Shape.Rows > 1);

    private void WriteStream()
    {
        string slab = $"Slab<{Type}>", parameters = $"{slab} parameters, {slab} packed, {slab} stream, {slab} input",
            arguments = "parameters, packed, stream, input";
        var streamed = _operations.Where(operation => operation.Plan.IsStreamed && operation.HasStreamPass).ToList();
        var step = _plan.StreamStep is null
            ? Scoped("Stream", parameters, arguments, [.. streamed.Select(one => Call(one, MethodKind.Stream, arguments))])
            : new ScopedPass([.. StreamCalls(streamed, arguments)], []);
        BeginPass("Stream", parameters, arguments);
        var before = StepNumber().Concat(CopiedInput()).Concat(RowsOfSource()).Concat(SummedOlderRows());
        var lines = before.Concat(step.Statements).Concat(CopiedOutputs()).Concat(CountedStep());
        foreach (string line in lines) _writer.Line(line);
        _writer.End();
        _writer.Line();
        if (HasSource) WriteSource();
        if (HasSamplePass) WriteSample(parameters, arguments, streamed, step);
        WriteOlderRows();
        Write(step.Methods);
    }

    private IEnumerable<string> SummedOlderRows() =>
        _olderRows.Any ? [$"{_olderRows.Method}<V>(parameters, packed, stream);"] : [];

    private void WriteOlderRows()
    {
        if (!_olderRows.Any) return;
        _writer.Summary("What the rows before a step give to the convolutions: these sums wait for nothing in it.");
        _writer.BeginOptimized($"private static void {_olderRows.Method}<V>(Slab<{Type}> parameters, Slab<{Type}> packed, "
            + $"Slab<{Type}> stream) where V : struct, IVector<V, {Type}>");
        foreach (string statement in _olderRows.Statements(Type)) _writer.Line(statement);
        _writer.End();
        _writer.Line();
    }

    // All steps of one sample, of which only the last is answered: layers after the last sequence run once.
    private void WriteSample(string parameters, string arguments, List<OperationEmitter> streamed, ScopedPass pass)
    {
        BeginPass("Sample", parameters, arguments);
        string step = _plan.StreamStep is null ? "t" : "step";
        _writer.Begin($"for (int {step} = 0; {step} < {_plan.Inputs[0].Shape.Rows}; {step}++, input += {_plan.Inputs[0].Shape.Features})");
        foreach (string line in CopiedInput().Concat(SummedOlderRows())) _writer.Line(line);
        var ofRows = streamed.Where(operation => !ReadsSequence(operation)).ToList();
        // Those of the step's statements that are theirs are the last, each by itself.
        bool areLast = streamed.Skip(streamed.Count - ofRows.Count).All(operation => !ReadsSequence(operation))
            && ofRows.All(operation => ScopeOf(operation).Length == 0);
        int sequences = pass.Statements.Count - ofRows.Count;
        var (every, once) = _plan.StreamStep is null && areLast
            ? (pass.Statements.Take(sequences), pass.Statements.Skip(sequences))
            : (StreamCalls(streamed.Where(ReadsSequence), arguments),
                ofRows.SelectMany(one => Call(one, MethodKind.Stream, arguments).Statements));
        foreach (string line in every) _writer.Line(line);
        _writer.End();
        foreach (string line in once) _writer.Line(line);
        _writer.End();
        _writer.Line();
    }

    // Those that work at the same steps one after another, under one condition.
    private IEnumerable<string> StreamCalls(IEnumerable<OperationEmitter> streamed, string arguments)
    {
        string condition = "";
        foreach (var (its, call) in streamed.SelectMany(operation => StreamCalls(operation, arguments)))
        {
            if (its != condition)
            {
                if (condition.Length > 0) yield return "}";
                if (its.Length > 0) yield return $"if ({its})";
                if (its.Length > 0) yield return "{";
                condition = its;
            }

            yield return (its.Length > 0 ? "    " : "") + call;
        }

        if (condition.Length > 0) yield return "}";
    }

    // What it reads of values that wait for others, and itself.
    private IEnumerable<(string Condition, string Call)> StreamCalls(OperationEmitter operation, string arguments)
    {
        var rates = _plan.Graph.Rates!;
        foreach (var delay in _plan.Delays.Before(operation.Plan.Operation)) yield return (RateText.When(delay.Rate), DelayCall(delay));
        var runs = rates.Runs(operation.Plan.Operation);
        yield return (
            _plan.StreamEnd is null ? RateText.When(runs) : RateText.When(runs, rates[operation.Plan.Operation.Output]),
            _methods.Call(operation, MethodKind.Stream,
                operation.TakesEnd ? $"{arguments}, {operation.Plan.InputRate.Rows.Text}" : arguments));
    }

    private static string DelayCall(StreamDelay delay)
    {
        string source = delay.Source is { } place ? $"stream + {place}" : "input";
        return $"DelayLine.Next({source}, ring: stream + {delay.Ring}, rows: {delay.Rows}, position: stream + {delay.Position}, "
            + $"stream + {delay.Place}, features: {delay.Features});";
    }

    // After the end of the sequence steps are counted on.
    private IEnumerable<string> StepNumber()
    {
        if (_plan.StreamStep is { } place) yield return $"long step = StreamCounter.Value(stream + {place});";
        if (_plan.StreamEnd is { } end) yield return $"long steps = StreamCounter.Steps(stream + {end}, step); // so far, or of all";
    }

    // At the end: a step that fails is none.
    private IEnumerable<string> CountedStep() =>
        _plan.StreamStep is { } place ? [$"StreamCounter.Next(stream + {place});"] : [];

    private static bool ReadsSequence(OperationEmitter operation) => operation.Plan.Inputs.Any(input => input.Shape.IsSequence);

    // A step brings those of all sequences, one behind the other; rows are there from the beginning. After the end none comes, and the last
    // is still read where an answer is made of it.
    private IEnumerable<string> CopiedInput()
    {
        int at = 0;
        foreach (var input in _plan.Inputs.Where(input => input.Shape.IsSequence && _plan.Graph.Rates!.IsOfSteps(input.Value)))
        {
            int features = input.Shape.Features;
            string step = at == 0 ? "input" : $"(input + {at})";
            string condition = _plan.StreamEnd is null ? "" : $"if ({RateText.When(StreamRate.EveryStep, StreamRate.EveryStep)}) ";
            if (input.Stream is { } copied) yield return $"{condition}{step}.CopyTo(stream + {copied}, {features});";
            at += features;
        }
    }

    private IEnumerable<string> CopiedOutputs()
    {
        if (_plan.StreamOutputs is null) yield break;
        foreach (var delay in _plan.Delays.Before(reader: null))
        {
            // Beyond the last row it would bring others.
            string condition = _plan.StreamEnd is null ? RateText.When(delay.Rate) : RateText.When(delay.Rate, delay.Later);
            yield return (condition.Length > 0 ? $"if ({condition}) " : "") + DelayCall(delay);
        }

        int at = 0;
        for (int i = 0; i < _plan.Outputs.Count; i++)
        {
            int features = _plan.Outputs[i].Shape.Features;
            yield return $"(stream + {_plan.StreamAnswers[i]}).CopyTo(stream + {_plan.StreamOutputs}{(at == 0 ? "" : $" + {at}")}, "
                + $"{features});";
            at += features;
        }
    }
}
