using SimdSeq.Generators.Differentiation;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Scheduling;

namespace SimdSeq.Generators.Tests.Derivation;

/// <summary>The derived equations are the derivatives: of random equations, against central differences in plain arithmetic.</summary>
public class AdjointTests
{
    private const int Cases = 400;
    private const double Step = 1e-5;
    private const double Tolerance = 1e-6;

    [Fact]
    public void Derived_gradients_are_central_differences()
    {
        var worst = WorstOf(slopeFactor: 1);
        Assert.True(worst.Error < Tolerance, $"Equations of seed {worst.Seed}: error {worst.Error:g3}.");
        Assert.True(worst.Checked > Cases, $"Only {worst.Checked} gradients were compared.");
    }

    [Fact]
    public void A_slope_that_is_wrong_by_a_tenth_of_a_percent_is_noticed() =>
        Assert.True(WorstOf(slopeFactor: 1.001).Error > 100 * Tolerance);

    [Fact]
    public void Simplifications_keep_the_value()
    {
        for (int seed = 0; seed < Cases; seed++)
        {
            var equations = new RandomEquations(seed, operations: 30);
            var evaluator = new Evaluator(equations.Leaves);
            foreach (var (expression, value) in equations.Nodes)
                Assert.True(
                    Math.Abs(evaluator[expression] - value) <= 1e-9 * (1 + Math.Abs(value)),
                    $"Seed {seed}: {evaluator[expression]} for {value}.");
        }
    }

    [Fact]
    public void A_flattened_gradient_keeps_the_value_and_has_no_product_among_its_terms()
    {
        int products = 0;
        for (int seed = 0; seed < Cases; seed++)
        {
            var equations = new RandomEquations(seed, operations: 12);
            var adjoint = Adjoint.Of(equations.Outputs);
            var evaluator = new Evaluator(equations.Leaves);
            foreach (var gradient in equations.States.Select(state => adjoint[state]).OfType<Expression>())
            {
                var flat = FlattenedSum.Of(gradient);
                double sum = flat.Terms.Concat(flat.Products).Sum(term => evaluator[term]),
                    scale = flat.Terms.Sum(term => Math.Abs(evaluator[term]));
                Assert.True(Math.Abs(sum - evaluator[gradient]) <= 1e-9 * (1 + scale), $"Seed {seed}: {sum} for {evaluator[gradient]}.");
                Assert.DoesNotContain(flat.Terms, term => term is TransposedSum);
                products += flat.Products.Count;
            }
        }

        Assert.True(products > 0, "No gradient had a product.");
    }

    [Fact]
    public void Gradients_carry_the_names_of_their_values()
    {
        var h = new Leaf(LeafKind.State, "h");
        var z = new Applied("Sigmoid", h * 2).As("z");
        var adjoint = Adjoint.Of([((z * h).As("y"), new Leaf(LeafKind.StateGradient, "dy"))]);
        Assert.Equal("dz", adjoint[z]!.Name);
        Assert.Equal("daz", adjoint[z.Operands.Single()]!.Name);
    }

    private static (double Error, int Seed, int Checked) WorstOf(double slopeFactor)
    {
        (double Error, int Seed, int Checked) worst = (0, -1, 0);
        for (int seed = 0; seed < Cases; seed++)
        {
            var equations = new RandomEquations(seed, operations: 12);
            var adjoint = Adjoint.Of(equations.Outputs);
            var evaluator = new Evaluator(equations.Leaves) { SlopeFactor = slopeFactor };
            double loss = Loss(equations, evaluator);
            if (evaluator.DistanceToKink < 100 * Step || Math.Abs(loss) > 1e3) continue;
            foreach (var state in equations.States)
            {
                double expected = (LossAt(equations, state, Step) - LossAt(equations, state, -Step)) / (2 * Step);
                double got = adjoint[state] is { } gradient ? evaluator[gradient] : 0;
                double error = Math.Abs(got - expected) / (1 + Math.Abs(expected));
                if (expected != 0) worst.Checked++;
                if (!(error <= worst.Error)) (worst.Error, worst.Seed) = (error, seed);
            }
        }

        return worst;
    }

    private static double Loss(RandomEquations equations, Evaluator evaluator) =>
        equations.Outputs.Sum(output => evaluator[output.Value] * evaluator[output.Seed]);

    private static double LossAt(RandomEquations equations, Leaf state, double step) =>
        Loss(equations, new Evaluator(new Dictionary<Leaf, double>(equations.Leaves) { [state] = equations.Leaves[state] + step }));
}
