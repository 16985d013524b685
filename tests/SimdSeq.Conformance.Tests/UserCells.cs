namespace SimdSeq.Conformance.Tests;

/// <summary>Cells as users write them, compiled with the random stacks.</summary>
internal static class UserCells
{
    private const int DrawnCells = 8;

    public static readonly string[] Names =
        ["MinimalGatedUnit", "OwnGru", "OwnMemory", "Strange", .. Enumerable.Range(0, DrawnCells).Select(NameOfDrawn)];

    /// <summary>All of them; a seed draws those that are random.</summary>
    public static string Declare(int seed) =>
        Source + string.Concat(Enumerable.Range(0, DrawnCells).Select(i => new RandomCell(unchecked(seed + i)).Declare(NameOfDrawn(i))));

    private static string NameOfDrawn(int number) => $"Drawn{number}";

    public const string Source = """
        public sealed class MinimalGatedUnit : ICell
        {
            public static CellValue Step(
                CellInput x, CellValue h, [Weight] CellKernel wf, [Weight] CellRecurrentKernel uf,
                [Weight(Initializer.RandomUniform)] CellVector bf,
                [Weight] CellKernel wn, [Weight] CellRecurrentKernel un, [Weight(Initializer.RandomUniform)] CellVector bn)
            {
                var f = CellMath.Sigmoid(x * wf + h * uf + bf);
                var n = CellMath.Tanh(x * wn + (f * h) * un + bn);
                return (1 - f) * h + f * n;
            }
        }

        public sealed class OwnGru : ICell
        {
            public static CellValue Step(
                CellInput x, CellValue h, [Weight] CellKernel wz, [Weight] CellKernel wr, [Weight] CellKernel wh,
                [Weight] CellRecurrentKernel uz, [Weight] CellRecurrentKernel ur, [Weight] CellRecurrentKernel uh)
            {
                CellValue z = CellMath.Sigmoid(x * wz + h * uz), r = CellMath.Sigmoid(x * wr + h * ur);
                return z * h + (1 - z) * CellMath.Tanh(x * wh + r * (h * uh));
            }
        }

        public sealed class OwnMemory : ICell
        {
            private const double Leak = 0.125;

            public static (CellValue, CellValue) Step(
                CellInput x, CellValue h, CellValue c, [Weight] CellKernel w, [Weight] CellRecurrentKernel u,
                [Weight(Initializer.RandomNormal)] CellVector p,
                [Weight(Initializer.Ones)] CellVector forget, [Weight] CellKernel wo)
            {
                var i = CellMath.HardSigmoid(x * w + h * u + p * c + 0.5);
                var next = forget * c * (1 - Leak) + i * CellMath.Softsign(x * wo - p);
                return (CellMath.Tanh(next) * i - 0.25 * h, next);
            }
        }

        public sealed class Strange : ICell
        {
            public static (CellValue h, CellValue a, CellValue b) Step(
                CellInput x, CellValue h, CellValue a, CellValue b, [Weight] CellKernel w, [Weight] CellRecurrentKernel u,
                [Weight] CellRecurrentKernel v)
                => (x * w, CellMath.Elu(a * u + -(h * v)) * CellMath.Sigmoid(b), h);
        }

        """;
}
