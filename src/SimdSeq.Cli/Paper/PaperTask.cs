namespace SimdSeq.Cli;

/// <summary>A task of Bai, Kolter and Koltun (2018), with what they and others report.</summary>
/// <param name="Name">Its name on the command line, such as <c>adding-600</c>.</param>
/// <param name="Title">Its name in tables.</param>
/// <param name="Measure">What is measured.</param>
/// <param name="Counts">Which epochs make the result.</param>
internal sealed record PaperTask(string Name, string Title, string Measure, CountedEpochs Counts)
{
    /// <summary>Whether larger figures are better.</summary>
    public bool LargerIsBetter { get; init; }

    /// <summary>Tokens of the whole training text, where a task runs on a slice of it and projects the whole's time; else 0. Such a task
    /// runs where it is asked for by its name.</summary>
    public long WholeTokens { get; init; }

    /// <summary>The paper's table 1, by the name of the model; where it has a figure alone, nothing.</summary>
    public IReadOnlyDictionary<string, double> Paper { get; init; } = new Dictionary<string, double>();

    /// <summary>A second study's figures with one protocol for all cells.</summary>
    public IReadOnlyDictionary<string, double> SecondStudy { get; init; } = new Dictionary<string, double>();
}

/// <summary>Which epochs make a result, as in the paper or its code.</summary>
internal enum CountedEpochs
{
    /// <summary>The last one.</summary>
    Last,

    /// <summary>The mean of the last three.</summary>
    LastThree,

    /// <summary>The one that is best on the validation samples.</summary>
    BestValidation,
}
