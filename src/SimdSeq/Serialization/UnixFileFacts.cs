using System.Runtime.InteropServices;

namespace SimdSeq;

/// <summary>Linux's <c>struct statx</c>, which is the same on every processor; of its fields those that are asked for.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal readonly struct UnixFileFacts
{
    private const ushort KindBits = 0xf000;
    private const ushort Pipe = 0x1000, CharacterDevice = 0x2000, BlockDevice = 0x6000, Ordinary = 0x8000, Socket = 0xc000;
    private const ulong MountRoot = 0x2000; // always clear before Linux 5.8

    [FieldOffset(8)]
    private readonly ulong _attributes;

    [FieldOffset(16)]
    private readonly uint _links;

    [FieldOffset(20)]
    private readonly uint _user;

    [FieldOffset(24)]
    private readonly uint _group;

    [FieldOffset(28)]
    private readonly ushort _mode;

    [FieldOffset(32)]
    private readonly ulong _number;

    [FieldOffset(136)]
    private readonly ulong _device;

    /// <summary>What no other file has at the same time.</summary>
    public (ulong Device, ulong Number) Identity => (_device, _number);

    /// <summary>How many names it has.</summary>
    public uint Links => _links;

    /// <summary>Whose it is.</summary>
    public (uint User, uint Group) Owner => (_user, _group);

    /// <summary>Whether something is mounted at this name.</summary>
    public bool IsMountPoint => (_attributes & MountRoot) != 0;

    /// <summary>Whether it is an ordinary file.</summary>
    public bool IsOrdinary => (_mode & KindBits) == Ordinary;

    /// <summary>What it is, in words.</summary>
    public string Kind => (_mode & KindBits) switch
    {
        Ordinary => "an ordinary file",
        Pipe => "a pipe",
        Socket => "a socket",
        CharacterDevice or BlockDevice => "a device",
        _ => "no ordinary file",
    };
}
