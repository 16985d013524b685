namespace SimdSeq.Cli;

/// <summary>A result to reproduce: a problem, a model for it, and how it is trained.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Description">What it is, in a line.</param>
/// <param name="Open">Prepares the data of its problem.</param>
/// <param name="CreateModel">The model, its parameters drawn from a seed; null when there is nothing to train.</param>
internal sealed record Recipe(
    string Name, string Description, Func<ProblemRequest, Problem> Open, Func<long, SequenceModel<float>>? CreateModel)
{
    /// <summary>Epochs, unless the command line says otherwise.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>Steps of an epoch, likewise; null means as many as go once through the samples.</summary>
    public int? StepsPerEpoch { get; init; } = 500;

    /// <summary>Samples of a step, likewise.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Learning rate, likewise.</summary>
    public double LearningRate { get; init; } = 0.001;

    /// <summary>Whether the learning rate goes down as a cosine over all epochs, to <see cref="LowestRate"/>.</summary>
    public bool Decays { get; init; }

    /// <summary>The last learning rate as a share of the first, where it decays.</summary>
    public double LowestRate { get; init; }

    /// <summary>Steps in which the learning rate rises in a line from 0; at most a tenth of all steps.</summary>
    public int WarmupSteps { get; init; }

    /// <summary>Whether samples go on from each other, so that their order and the size of a batch are fixed.</summary>
    public bool IsContiguous { get; init; }

    /// <summary>Steps after which the states of samples that go on from each other begin at zero again; null means never.</summary>
    public int? ResetStatesEvery { get; init; }

    /// <summary>What moves the parameters.</summary>
    public OptimizerChoice Optimizer { get; init; } = OptimizerChoice.RmsProp;

    /// <summary>Largest norm of a gradient; null means any.</summary>
    public double? GlobalClipNorm { get; init; }

    /// <summary>Its model in several sizes, its own first; none: it has one size.</summary>
    public IReadOnlyList<RecipeVariant> Variants { get; init; } = [];

    /// <summary>Whether it forecasts from rows of a record.</summary>
    public bool Forecasts => Open == JenaForecast.Open;

    /// <summary>The words or characters of a text that the model goes on with; null where it predicts something else.</summary>
    public Func<ProblemRequest, TextVocabulary>? Vocabulary { get; init; }

    /// <summary>The words of both languages, where the model translates; else null.</summary>
    public Func<ProblemRequest, TranslationText>? Translation { get; init; }

    /// <summary>A film review as the model sees it, where attention looks at one; else null.</summary>
    public Func<ProblemRequest, SequenceModel<float>, string, AttendedText>? Review { get; init; }

    /// <summary>Whether a layer of attention is one from the words of a translation to those that are translated.</summary>
    public Func<string, bool> IsCrossAttention { get; init; } = _ => true;
}
