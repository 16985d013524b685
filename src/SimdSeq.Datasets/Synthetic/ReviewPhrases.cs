namespace SimdSeq.Datasets;

/// <summary>The sentences of <see cref="SyntheticReviews"/> and their words.</summary>
internal static class ReviewPhrases
{
    private static readonly string[] Good = Split("""
        good great superb wonderful brilliant excellent charming moving clever fresh gripping funny beautiful touching delightful sharp
        memorable honest stunning elegant thrilling witty subtle lively warm inspired original convincing graceful rewarding
        """);

    private static readonly string[] Bad = Split("""
        bad awful terrible dull boring weak lame clumsy stale tedious silly ugly shallow forced messy bland annoying lazy pointless wooden
        predictable dreadful hollow sloppy tiresome confusing cheap lifeless painful ridiculous
        """);

    private static readonly string[] Aspects = Split("""
        acting plot script story music ending camera direction dialogue cast pacing scenery humour editing soundtrack opening finale lead
        romance action lighting costume premise photography narration
        """);

    private static readonly string[] Degrees = Split("really very so quite truly rather simply just");

    private static readonly string[] Verbs = Split("was is seemed felt looked remained");

    private static readonly string[] People = Split("""
        sailor teacher detective farmer widow soldier doctor painter pilot singer baker lawyer thief queen waiter nurse driver poet captain
        student gardener hunter dancer clerk spy
        """);

    private static readonly string[] Deeds = Split("""
        finds loses steals buys paints repairs hides carries follows remembers visits guards sells draws builds
        """);

    private static readonly string[] Things = Split("""
        map letter horse clock boat diamond house photograph train violin garden bridge mirror suitcase book radio painting key lamp ring
        ticket garage telescope piano wagon
        """);

    private static readonly string[] Places = Split("""
        paris london berlin village city desert harbour forest island hospital castle school station mountain market prison hotel church
        theatre kitchen valley office
        """);

    private static readonly string[] Times = Split("monday friday sunday evening morning afternoon winter summer night weekend holiday");

    private static readonly string[] Companions =
        Split("brother sister mother father friend neighbour wife husband cousin uncle daughter son");

    /// <summary>Praise or a fault, said plainly.</summary>
    public static string Opinion(SplitMix64 random, bool praise)
    {
        string word = Pick(random, praise ? Good : Bad);
        string aspect = Pick(random, Aspects);
        return random.Below(4) switch
        {
            0 => $"the {aspect} {Pick(random, Verbs)} {word}",
            1 => $"the {aspect} {Pick(random, Verbs)} {Pick(random, Degrees)} {word}",
            2 => $"what a {word} {aspect}",
            _ => $"i found the {aspect} {Pick(random, Degrees)} {word}",
        };
    }

    /// <summary>The opposite of praise or of a fault: a denial of it.</summary>
    public static string Denial(SplitMix64 random, bool praise)
    {
        string word = Pick(random, praise ? Good : Bad);
        string aspect = Pick(random, Aspects);
        return random.Below(5) switch
        {
            0 => $"the {aspect} {(random.Happens(50) ? "was" : "is")} not {word}",
            1 => $"the {aspect} wasn't {Pick(random, Degrees)} {word}",
            2 => $"there is nothing {word} about the {aspect}",
            3 => $"i never found the {aspect} {word}",
            _ => $"not a {word} {aspect}",
        };
    }

    /// <summary>A sentence without an opinion.</summary>
    public static string Story(SplitMix64 random) => random.Below(4) switch
    {
        0 => $"a {Pick(random, People)} {Pick(random, Deeds)} the {Pick(random, Things)} of a {Pick(random, People)} "
            + $"in the {Pick(random, Places)}",
        1 => $"we watched it on a {Pick(random, Times)} with my {Pick(random, Companions)}, near the {Pick(random, Places)}",
        2 => $"then the {Pick(random, People)} {Pick(random, Deeds)} a {Pick(random, Things)}",
        _ => $"it is about a {Pick(random, People)} who {Pick(random, Deeds)} a {Pick(random, Things)} and a {Pick(random, Things)}",
    };

    private static string Pick(SplitMix64 random, string[] words) => words[random.Below(words.Length)];

    private static string[] Split(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
