using System.Runtime.InteropServices;
using SimdSeq.Kernels;

namespace SimdSeq.Tests;

/// <summary>
/// Memory between two pages that may not be touched: one value read or written before <see cref="AtStart"/> or after
/// <see cref="AtEnd"/> ends the process.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed unsafe partial class GuardedBuffer<T> : IDisposable where T : unmanaged
{
    private readonly nuint _guard = (nuint)Environment.SystemPageSize;
    private readonly nuint _data;
    private readonly byte* _base;

    public GuardedBuffer(int capacity)
    {
        nuint bytes = (nuint)capacity * (nuint)sizeof(T);
        _data = (bytes + _guard - 1) / _guard * _guard;
        _base = Pages.Reserve(_data + 2 * _guard);
        Pages.Forbid(_base, _guard);
        Pages.Forbid(_base + _guard + _data, _guard);
        Capacity = capacity;
    }

    public int Capacity { get; }

    /// <summary>The first values of the buffer: nothing may be touched before them.</summary>
    public Slab<T> AtStart(int length) => new((T*)(_base + _guard + 0 * Checked(length)));

    /// <summary>The last values of the buffer: nothing may be touched after them.</summary>
    public Slab<T> AtEnd(int length) => new((T*)(_base + _guard + _data) - Checked(length));

    /// <summary>The first or the last values.</summary>
    public Slab<T> At(bool end, int length) => end ? AtEnd(length) : AtStart(length);

    public void Dispose() => Pages.Release(_base, _data + 2 * _guard);

    private int Checked(int length) =>
        length <= Capacity ? length : throw new ArgumentOutOfRangeException(nameof(length), length, $"The buffer holds {Capacity}.");
}

/// <summary>Pages of the operating system.</summary>
internal static unsafe partial class Pages
{
    public static byte* Reserve(nuint bytes)
    {
        if (OperatingSystem.IsWindows())
        {
            const uint ReserveAndCommit = 0x3000, ReadWrite = 4;
            nint address = VirtualAlloc(0, bytes, ReserveAndCommit, ReadWrite);
            return address != 0 ? (byte*)address : throw new OutOfMemoryException();
        }
        const int ReadAndWrite = 3;
        int privateAnonymous = OperatingSystem.IsMacOS() ? 0x1002 : 0x22;
        nint mapped = Map(0, bytes, ReadAndWrite, privateAnonymous, -1, 0);
        return mapped != -1 ? (byte*)mapped : throw new OutOfMemoryException();
    }

    public static void Forbid(byte* address, nuint bytes)
    {
        const uint NoAccess = 1;
        bool done = OperatingSystem.IsWindows()
            ? VirtualProtect((nint)address, bytes, NoAccess, out _)
            : Protect((nint)address, bytes, 0) == 0;
        if (!done)
            throw new InvalidOperationException("The page could not be protected.");
    }

    public static void Release(byte* address, nuint bytes)
    {
        const uint ReleaseAll = 0x8000;
        if (OperatingSystem.IsWindows())
            VirtualFree((nint)address, 0, ReleaseAll);
        else
            Unmap((nint)address, bytes);
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nuint length);

    [LibraryImport("kernel32")]
    private static partial nint VirtualAlloc(nint address, nuint size, uint type, uint protection);

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool VirtualProtect(nint address, nuint size, uint protection, out uint before);

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool VirtualFree(nint address, nuint size, uint type);
}
