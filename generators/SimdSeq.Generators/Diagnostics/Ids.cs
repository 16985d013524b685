namespace SimdSeq.Generators.Diagnostics;

/// <summary>One id per kind of mistake.</summary>
internal static class Ids
{
    public const string UnusableClass = "SSEQ001";
    public const string EmptyStack = "SSEQ002";
    public const string ArgumentOutOfRange = "SSEQ003";
    public const string SplitDeclaration = "SSEQ004";
    public const string WrongShape = "SSEQ005";
    public const string UndefinedOption = "SSEQ006";
    public const string OrphanLayer = "SSEQ007";
    public const string TooLarge = "SSEQ008";
    public const string UnknownLayer = "SSEQ009";
    public const string UnfinishedWrapper = "SSEQ010";
    public const string WrongCombination = "SSEQ011";
    public const string UnusableCell = "SSEQ012";
    public const string OldLanguage = "SSEQ013";
    public const string UnusableForward = "SSEQ014";
    public const string UnreadableForward = "SSEQ015";
    public const string UnusableLoss = "SSEQ016";
    public const string NoisyAnswer = "SSEQ017";
    public const string UnreadCall = "SSEQ018";
}
