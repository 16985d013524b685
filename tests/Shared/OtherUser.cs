using System.Runtime.InteropServices;

namespace SimdSeq.Tests;

/// <summary>Linux lets a thread of root meet the file system as another user, without root's rights.</summary>
public static partial class OtherUser
{
    /// <summary>The user and the group of <see cref="Act"/>, and two more that are nobody's.</summary>
    public const uint Id = 65534, Stranger = 54321, Strangers = 54322;

    /// <summary>Acts as that user on this thread.</summary>
    public static void Act(Action act)
    {
        _ = SetGroup(Id);
        _ = SetUser(Id);
        try
        {
            act();
        }
        finally
        {
            _ = SetUser(0);
            _ = SetGroup(0);
        }
    }

    /// <summary>Gives a file to a user and a group.</summary>
    public static void Give(string path, uint user, uint group) => Assert.Equal(0, ChangeOwner(path, user, group));

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int SetUser(uint user);

    [LibraryImport("libc", EntryPoint = "setfsgid")]
    private static partial int SetGroup(uint group);

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint user, uint group);
}
