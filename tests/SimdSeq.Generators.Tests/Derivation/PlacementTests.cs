using SimdSeq.Generators.Planning;
using Buffer = SimdSeq.Generators.Planning.Buffer;

namespace SimdSeq.Generators.Tests.Derivation;

/// <summary>Buffers that live at the same time never share memory; those that do not, may.</summary>
public class PlacementTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Live_buffers_never_overlap(bool hasFixedOnes)
    {
        int reused = 0;
        for (int seed = 0; seed < 1000; seed++)
        {
            var random = new Random(seed);
            var placement = new Placement();
            for (int i = random.Next(1, 15); i > 0; i--)
            {
                int from = random.Next(10);
                var buffer = placement.Reserve($"B{i}", random.Next(1, 50), from, from + random.Next(5));
                if (random.Next(4) == 0) buffer.LiveUntil(random.Next(12));
            }

            var fixedOnes = new List<Buffer>();
            for (int i = hasFixedOnes ? random.Next(4) : 0; i > 0; i--)
            {
                fixedOnes.Add(placement.Reserve($"Fixed{i}", random.Next(1, 50), 0, 20));
                fixedOnes[^1].Offset = 70 * i + random.Next(20);
            }

            var places = fixedOnes.Select(buffer => buffer.Offset).ToList();
            long size = placement.Solve(fixedOnes);
            Assert.Equal(places, fixedOnes.Select(buffer => buffer.Offset));
            foreach (var a in placement.Buffers)
            {
                Assert.InRange(a.Offset, 0, size - a.Features);
                foreach (var b in placement.Buffers.Where(b => b != a && a.From <= b.To && b.From <= a.To))
                    Assert.True(
                        a.Offset + a.Features <= b.Offset || b.Offset + b.Features <= a.Offset,
                        $"Seed {seed}: {a.Constant} and {b.Constant} overlap.");
            }

            if (size < placement.Buffers.Sum(buffer => buffer.Features)) reused++;
        }

        Assert.True(reused > 500, $"Memory was used twice in {reused} of 1000 cases.");
    }

    [Fact]
    public void A_buffer_takes_the_place_of_one_that_is_dead()
    {
        var placement = new Placement();
        var first = placement.Reserve("First", 10, 0, 1);
        var second = placement.Reserve("Second", 10, 2, 3);
        Assert.Equal(10, placement.Solve([]));
        Assert.Equal(first.Offset, second.Offset);
    }

    [Fact]
    public void Nothing_takes_no_room() => Assert.Equal(0, new Placement().Solve([]));
}
