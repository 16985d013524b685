namespace SimdSeq.Generators.Tests.Forward;

/// <summary>A body means to the generator what it means when it is run.</summary>
public class EvaluationTests
{
    private const string Functions = "var fs = new System.Collections.Generic.List<System.Func<int>>(); ",
        Digits = " int n = 0; foreach (var one in fs) n = n * 10 + one(); return n;";

    [Theory]
    [InlineData(124, "foreach (int d in new[] { 1, 2, 4 }) fs.Add(() => d);")]
    [InlineData(124, "foreach (int d in new[] { 1, 2, 4 }) { fs.Add(() => d); }")]
    [InlineData(357, "foreach (var (p, q) in new[] { (1, 2), (2, 3), (3, 4) }) fs.Add(() => p + q);")]
    [InlineData(333, "for (int i = 0; i < 3; i++) fs.Add(() => i);")]
    [InlineData(12, "for (int i = 0; i < 3; i++) { var d = i; fs.Add(() => d); }")]
    [InlineData(12, "for (int i = 0; i < 3; i++) { int d; d = i; fs.Add(() => d); }")]
    [InlineData(135, "for (int i = 0; i < 3; i++) { var (p, q) = (i, i + 1); fs.Add(() => p + q); }")]
    [InlineData(135, "for (int i = 0; i < 3; i++) { (var p, int q) = (i, i + 1); fs.Add(() => p + q); }")]
    [InlineData(12, "int i = 0; while (i < 3) { int d = i++; fs.Add(() => d); }")]
    [InlineData(12, "int i = 0; do { int d = i++; fs.Add(() => d); } while (i < 3);")]
    [InlineData(12, "int i = 0; while (i++ is var d && d < 3) fs.Add(() => d);")]
    [InlineData(12, "int i = 0; do { { int d = i; fs.Add(() => d); } i++; } while (i is var j && j < 3);")]
    [InlineData(12, "for (int i = 0; i is var d && d < 3; i++) fs.Add(() => d);")]
    [InlineData(12, "for (int i = 0; i < 3; i++) if (i is var d) fs.Add(() => d);")]
    [InlineData(12, "for (int i = 0; i < 3; i++) { int d = i; fs.Add(Local); int Local() => d; }")]
    [InlineData(12, "for (int i = 0; i < 3; i++) switch (i) { case var d: fs.Add(() => d); break; }")]
    [InlineData(12, "for (int i = 0; i < 3; i++) switch (i) { default: int d = i; fs.Add(() => d); break; }")]
    [InlineData(12, "for (int i = 0; i < 3; i++) fs.Add(i switch { var d => () => d });")]
    [InlineData(246, "for (int i = 0; i < 3; i++) { int d = i; fs.Add(() => d); d++; fs[i] = () => d * 2; }")]
    [InlineData(11, "for (int i = 0; i < 2; i++) for (int j = 0; j < 1; j++) fs.Add(() => j);")]
    [InlineData(1234,
        "System.Func<int> f = () => 0; for (int i = 1; i < 5; i++) { var g = f; int d = i; f = () => g() * 10 + d; } fs.Add(f);")]
    [InlineData(123, "int Deep(int n) { var (p, q) = (n, n); if (n > 1) Deep(n - 1); fs.Add(() => p); return q; } Deep(3);")]
    public void Each_turn_of_a_loop_has_variables_of_its_own(int expected, string loop) => IsRead(expected, Functions + loop + Digits);

    [Theory]
    [InlineData(61, "int[] a = [1, 2, 3]; int i = 0; a[i++] += 5; return a[0] * 10 + i;")]
    [InlineData(67, "int[] a = [5, 6]; int i = 0; ++a[i++]; return a[0] * 10 + a[1] + i;")]
    [InlineData(51,
        "int[] a = [5, 6]; int c = 0; int[] Get() { c++; return a; } Get()[0]--; Get()[0]++; Get()[0] += 0; Get()[0] = 48; "
        + "return a[0] + c - 1;")]
    [InlineData(3, "int[] a = [0, 0, 0]; int i = 0; a[i++] = i; return a[0] + 2;")]
    [InlineData(61, "int[] a = [5, 6, 7]; int i = 0; a[i] = a[++i]; return a[0] * 10 + i;")]
    [InlineData(13, "int[] a = [5, 6, 7]; int i = 0; a[++i] += a[i]; return a[1] + i;")]
    [InlineData(79, "int[] a = [5, 6, 7]; int i = 0; a[i] += i = 2; return a[0] * 10 + a[2] + i;")]
    [InlineData(35, "int[] a = [5, 6, 7], b = [1, 1, 1]; int i = 0; a[i++] = b[i++] = 3; return a[0] * 10 + b[1] + i;")]
    [InlineData(92, "int i = 0; int[] a = [1, 2, 3]; (i, a[i]) = (2, 9); return a[0] * 10 + i;")]
    [InlineData(92, "int i = 0; int[] a = [1, 2, 3]; (i, (a[i], _)) = (2, (9, 1)); return a[0] * 10 + i;")]
    [InlineData(61, "System.Collections.Generic.List<int> a = [1, 2, 3]; int i = 0; a[i++] += 5; return a[0] * 10 + i;")]
    [InlineData(61, "System.Collections.Generic.List<int> a = [5, 6, 7]; int i = 0; a[i] = a[++i]; return a[0] * 10 + i;")]
    [InlineData(53,
        "System.Collections.Generic.List<int> a = [5]; int Add() { a.Add(1); return 3; } a[1] = Add(); return a[0] * 10 + a[1];")]
    [InlineData(61, "int[][] a = [[1], [2]]; int i = 0; a[i++][0] += 5; return a[0][0] * 10 + i;")]
    [InlineData(91, "int[] a = [1, 2, 3]; int i = 1; a[^i++] = 9; return a[2] * 10 + i - 1;")]
    [InlineData(31, "int i = 0; var a = new int[i++ + 3]; return a.Length * 10 + i;")]
    [InlineData(5, "int i = 1; i += i++ + ++i; return i;")]
    [InlineData(9, "int x = 1; int F(int a, int b) => a * 10 + b; return F(b: x++, a: x) - 12;")]
    public void What_is_assigned_to_is_evaluated_once_and_before_the_value(int expected, string body) => IsRead(expected, body);

    [Theory]
    [InlineData(12, "int[] a = [1, 2, 3]; int n = 0; foreach (var v in a) { n += v; a[^1] = 9; } return n;")]
    [InlineData(6, "int[] a = [1, 2, 3], b = a; int n = 0; foreach (var v in a) { n += v; a = [9]; } return n;")]
    [InlineData(1,
        "System.Collections.Generic.List<int> a = [1, 2, 3]; int n = 0; foreach (var v in a) { n += v; a[2] = 9; break; } return n;")]
    public void A_loop_over_an_array_reads_what_is_there(int expected, string body) => IsRead(expected, body);

    [Theory]
    [InlineData(7, "double n = 0; foreach (double d in new[] { 1, 2, 4 }) n += d / 2; return (int)(n * 2);")]
    [InlineData(195, "int n = 0; foreach (int c in \"ab\") n += c; return n;")]
    [InlineData(3, "int n = 0; foreach (int d in new[] { 1.5, 2.5 }) n += d; return n;")]
    [InlineData(5, "double d; long l; (d, l) = (5, 2); return (int)(d / 2 * l);")]
    [InlineData(5, "(double d, long l) = (5, 2); return (int)(d / 2 * l);")]
    [InlineData(5, "var pair = (5, 2); (double d, long l) = pair; return (int)(d / 2 * l);")]
    [InlineData(5, "var pair = (5, 2); double d; long l; (d, l) = pair; return (int)(d / 2 * l);")]
    [InlineData(5, "(double D, long L) pair = (5, 2); return (int)(pair.D / 2 * pair.L);")]
    [InlineData(5, "var given = (5, 2); (double D, long L) pair = given; return (int)(pair.D / 2 * pair.L);")]
    [InlineData(5, "double Half(double d) => d / 2; return (int)(Half(5) * 2);")]
    public void Values_are_of_the_types_of_their_variables(int expected, string body) => IsRead(expected, body);

    [Theory]
    [InlineData(23, "checked { int q = 5; q++; q += (int)2.9; long l = 4L * q; q = (int)-l; return q + 55; }")]
    [InlineData(5,
        "int q = int.MaxValue; q++; q -= 1; long l = long.MaxValue; l *= 2; byte b = 250; b += 8; return (q & 1) + (int)-l + b;")]
    [InlineData(7, "checked { int q = int.MaxValue; unchecked { q++; } return (q >> 31) + 8; }")]
    public void Arithmetic_is_checked_where_it_says_so(int expected, string body) => IsRead(expected, body);

    [Theory]
    [InlineData(31, "System.Collections.Generic.List<int> a = [1, 2, 3]; return a[^1] * 10 + a[^3];")]
    [InlineData(92, "System.Collections.Generic.List<int> a = [1, 2, 3]; int i = 1; a[^i++] = 9; return a[2] * 10 + i;")]
    [InlineData(72, "System.Collections.Generic.List<int> a = [1, 2, 3]; int i = 1; a[^i++] += 4; return a[2] * 10 + i;")]
    [InlineData(
        31, "System.Collections.Generic.List<int> a = [1]; int Add() { a.Add(1); return 3; } a[^1] = Add(); return a[0] * 10 + a[1];")]
    [InlineData(28, "int[] a = [1, 2, 3, 4], b = a[1..^1]; b[0] = 5; return b.Length * 10 + b[0] + a[1] + b[^1] - 2;")]
    [InlineData(34, "int[] a = [1, 2, 3, 4]; int n = 0; foreach (var v in a[2..]) n = n * 10 + v; return n + a[..0].Length;")]
    [InlineData(12, "System.Collections.Generic.List<int> a = [1, 2, 3]; int n = 0; foreach (var v in a[..2]) n = n * 10 + v; return n;")]
    [InlineData(35,
        "System.Collections.Generic.List<int> a = [1, 2, 3]; var b = a[..]; b.Add(5); return a.Count * 10 + b[^1];")]
    [InlineData(23, "var a = new System.Collections.Generic.List<int> { 1, 2 }; a.Add(3); int i = 1; return a[i++] * 10 + a[i];")]
    [InlineData(45, "int i = 4; var a = new System.Collections.Generic.List<int>() { i++, i }; return a[0] * 10 + a[1];")]
    public void Places_are_counted_from_either_end(int expected, string body) => IsRead(expected, body);

    [Theory]
    [InlineData(5, "int[] a = null; a ??= [5]; a ??= [6]; return a[0];")]
    [InlineData(51, "int n = 0; int[] Make() { n++; return [5]; } int[] a = null, b = a ?? Make(), c = b ?? Make(); return c[0] * 10 + n;")]
    [InlineData(3, "int[] a = null, b = [1]; return (a == null ? 1 : 0) + (b != null ? 2 : 0) + (b == null ? 4 : 0);")]
    [InlineData(1, "string s = null; return s is { } t ? t.Length : s is null ? 1 : 2;")]
    [InlineData(4, "string s = \"four\"; return s is { } t ? t.Length : 0;")]
    [InlineData(7, "System.Func<int> f = null; for (int i = 0; i < 2; i++) { var g = f; f = () => g is { } h ? h() + 4 : 3; } return f();")]
    [InlineData(2, "int[][] a = new int[2][]; a[1] ??= [2]; a[1] ??= [3]; return a[0] is null ? a[1][0] : 0;")]
    public void What_is_null_is_known(int expected, string body) => IsRead(expected, body);

    [Fact]
    public void Random_bodies_are_read_as_they_run()
    {
        string[] bodies = [.. Enumerable.Range(0, 100).Select(RandomBody.Of)];
        int[] expected = MeaningOfBodies.WhenRun(bodies), read = [.. bodies.Chunk(10).SelectMany(MeaningOfBodies.WhenRead)];
        Assert.All(bodies.Select((body, i) => (body, i)), one => Assert.True(expected[one.i] == read[one.i], one.body));
        Assert.True(expected.Distinct().Count() > bodies.Length / 2);
    }

    private static void IsRead(int expected, string body)
    {
        Assert.Equal([expected], MeaningOfBodies.WhenRun(body));
        Assert.Equal([expected], MeaningOfBodies.WhenRead(body));
    }
}
