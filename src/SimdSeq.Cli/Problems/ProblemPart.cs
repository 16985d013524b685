namespace SimdSeq.Cli;

/// <summary>Samples of a problem that a model is measured on.</summary>
internal enum ProblemPart
{
    /// <summary>To choose by.</summary>
    Validation,

    /// <summary>To be judged by.</summary>
    Test,
}
