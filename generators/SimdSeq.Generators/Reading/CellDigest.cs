using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace SimdSeq.Generators.Reading;

/// <summary>Eight digits that change with the equations of a user's cell, and not with the names of its locals.</summary>
internal static class CellDigest
{
    public static string Of(CellDeclaration cell)
    {
        var text = new StringBuilder();
        var locals = cell.Locals.Where(local => !local.Value.IsNumber).ToList(); // a named number stands where it is used
        var numbers = locals.Select((local, i) => (local.Name, Number: i)).ToDictionary(local => local.Name, local => local.Number);
        foreach (var formula in locals.Select(local => local.Value).Concat(cell.Results)) Write(formula);
        using var sha = SHA256.Create();
        byte[] hash = sha.ComputeHash(Encoding.UTF8.GetBytes(text.ToString()));
        return string.Concat(hash.Take(4).Select(part => part.ToString("x2", CultureInfo.InvariantCulture)));

        void Write(CellFormula formula)
        {
            var terms = formula.Operands.Where(operand => operand is not { IsNumber: true, Number: 0 }).ToList();
            if (formula.Kind == CellFormulaKind.Add && terms.Count == 1) formula = terms[0];
            text.Append(formula.Kind).Append(' ').Append(formula.Kind switch
            {
                CellFormulaKind.Local => numbers[formula.Name].ToString(CultureInfo.InvariantCulture),
                CellFormulaKind.Number => formula.Number.ToString("R", CultureInfo.InvariantCulture),
                _ => formula.Name,
            }).Append('(');
            foreach (var operand in formula.Operands) Write(operand);
            text.Append(')');
        }
    }
}
