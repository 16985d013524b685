namespace SimdSeq.Kernels;

/// <summary>
/// What marks the public types and members that hand out or take addresses. They are public for emitted code, which says that it may use
/// them; elsewhere they are an error, so that no code touches memory unchecked without having said so, as with <c>unsafe</c>.
/// </summary>
internal static class UncheckedMemory
{
    public const string Id = "SSEQ900";

    public const string Message = "It is for emitted code alone: it works on addresses, without a check.";
}
