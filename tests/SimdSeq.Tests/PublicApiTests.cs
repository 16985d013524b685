namespace SimdSeq.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void WhatUsersSeeIsWhatWasApproved() => ApiList.AssertIsApproved(typeof(SequenceModel<float>).Assembly);

    [Fact]
    public void AListNamesEveryKindOfMember() => Assert.Equal(
        """
        enum SimdSeq.Tests.ListedKind
            First = 1
            Second = 2
        readonly struct SimdSeq.Tests.ListedPoint : System.IEquatable<SimdSeq.Tests.ListedPoint>
            new(double X, SimdSeq.Tests.ListedKind Kind = Second)
            SimdSeq.Tests.ListedKind Kind { get; init; }
            double X { get; init; }
        abstract class SimdSeq.Tests.ListedShape<T> : System.IDisposable where T : struct
            protected new(int count = 3, string? name = null)
            event System.Action<T> Changed
            int Count { get; protected set; }
            void Dispose()
            const double Half = 0.5
            protected virtual void Happen()
            T Item[int index] { get; }
            protected abstract TResult Make<TResult>(in T one, out int? n, params System.ReadOnlySpan<T> more) where TResult : class, new()
            string? Name { get; init; }
            static readonly int[] Sizes
            static SimdSeq.Tests.ListedShape<T>? op_Addition(SimdSeq.Tests.ListedShape<T> left, T right)

        """,
        ApiList.Of([typeof(ListedShape<>), typeof(ListedKind), typeof(ListedPoint)]), ignoreLineEndingDifferences: true);
}

/// <summary>What lists are tried on.</summary>
public abstract class ListedShape<T>(int count = 3, string? name = null) : IDisposable where T : struct
{
    public const double Half = 0.5;
    public static readonly int[] Sizes = [1];

    public event Action<T>? Changed;

    public int Count { get; protected set; } = count;

    public string? Name { get; init; } = name;

    internal int Hidden => 1;

    public T this[int index] => default;

    public static ListedShape<T>? operator +(ListedShape<T> left, T right) => null;

    public void Dispose() => GC.SuppressFinalize(this);

    public override string ToString() => "";

    protected abstract TResult Make<TResult>(in T one, out int? n, params ReadOnlySpan<T> more) where TResult : class, new();

    protected virtual void Happen() => Changed?.Invoke(default);

    private protected void NotShown()
    {
    }
}

public enum ListedKind
{
    First = 1,
    Second,
}

public readonly record struct ListedPoint(double X, ListedKind Kind = ListedKind.Second);
