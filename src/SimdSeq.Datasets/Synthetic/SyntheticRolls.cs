namespace SimdSeq.Datasets;

/// <summary>Stand-ins for piano rolls: chords of a key, each held for a few steps, under a melody that walks up and down its
/// scale.</summary>
public static class SyntheticRolls
{
    private static readonly int[] Scale = [0, 2, 4, 5, 7, 9, 11];

    // Degrees that follow each degree, as hymns go.
    private static readonly int[][] Follow = [[3, 4, 5], [4, 4], [5, 3], [4, 0, 1], [0, 0, 5], [3, 1], [0]];

    /// <summary>Writes pieces, the same everywhere.</summary>
    /// <param name="pieces">How many to train on; a third as many to choose by, and to test with.</param>
    /// <param name="longest">Most steps of a piece, at least 16.</param>
    public static PianoRollData Generate(int pieces = 120, int longest = 120)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pieces, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, 16);
        var random = new SplitMix64(11);
        int fewer = (pieces + 2) / 3;
        return new PianoRollData(Write(pieces, longest, random), Write(fewer, longest, random), Write(fewer, longest, random));
    }

    private static PianoRollSet Write(int pieces, int longest, SplitMix64 random)
    {
        var sequences = new List<int[][]>();
        for (int piece = 0; piece < pieces; piece++)
        {
            const int Shortest = 12, Bass = 27, Octave = 12;
            int tonic = Bass + random.Below(Octave), degree = 0, melody = 14, left = 0;
            var steps = new int[Shortest + random.Below(longest - Shortest + 1)][];
            for (int step = 0; step < steps.Length; step++, left--)
            {
                if (left == 0)
                {
                    degree = step == 0 ? 0 : Follow[degree][random.Below(Follow[degree].Length)];
                    left = 2 << random.Below(2);
                }

                melody = Math.Clamp(melody + random.Below(3) - 1, 10, 20);
                int[] keys = [.. (int[])[degree, degree + 2, degree + 4, melody]];
                steps[step] = [.. keys.Select(at => tonic + Octave * (at / Scale.Length) + Scale[at % Scale.Length]).Distinct().Order()];
            }

            sequences.Add(steps);
        }

        return new PianoRollSet(sequences);
    }
}
