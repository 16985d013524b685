namespace SimdSeq.Datasets;

/// <summary>
/// The relations by which the weather station in Jena computes its humidity, density and potential temperature columns. Temperatures in
/// degrees Celsius unless noted, pressures in mbar (= hPa).
/// </summary>
/// <remarks>
/// Errors stated are largest and mean absolute differences to the station's own columns over the 56,696 ten-minute rows of January 2009 and
/// the year 2020, whose inputs and outputs are rounded (to 0.01 mostly, relative humidity to 0.1 %).
/// </remarks>
public static class MoistAir
{
    /// <summary>0 degrees Celsius in kelvin.</summary>
    public const double ZeroCelsius = 273.15;

    private const double MagnusPressure = 6.1078; // mbar, at 0 degrees Celsius, over water
    private const double MagnusSlope = 17.08085;
    private const double MagnusTemperature = 234.175; // degrees Celsius
    private const double PoissonExponent = 0.286; // R / c_p of dry air
    private const double DryAirGasConstant = 287.065; // J/(kg K); fitted, the textbook's 287.058 is off by 0.03 g/m**3 more
    private const double WaterToDryAir = 0.622; // ratio of molar masses
    private const double OneMinusRatio = 0.378;

    /// <summary>
    /// Saturation vapour pressure <c>VPmax = 6.1078 exp(17.08085 T / (234.175 + T))</c> in mbar (Magnus, over water). Error at most 0.009,
    /// mean 0.003 mbar.
    /// </summary>
    /// <param name="temperature">Temperature in degrees Celsius.</param>
    public static double SaturationPressure(double temperature) =>
        MagnusPressure * Math.Exp(MagnusSlope * temperature / (MagnusTemperature + temperature));

    /// <summary>Dew point in degrees Celsius, the inverse of <see cref="SaturationPressure"/>. Error at most 0.06, mean 0.004.</summary>
    /// <param name="vapourPressure">Vapour pressure in mbar, positive.</param>
    public static double DewPoint(double vapourPressure)
    {
        double logarithm = Math.Log(vapourPressure / MagnusPressure);
        return MagnusTemperature * logarithm / (MagnusSlope - logarithm);
    }

    /// <summary>Potential temperature <c>Tpot = (T + 273.15) (1000 / p)^0.286</c> in kelvin. Error at most 0.021, mean 0.006.</summary>
    /// <param name="temperature">Temperature in degrees Celsius.</param>
    /// <param name="pressure">Air pressure in mbar.</param>
    public static double PotentialTemperature(double temperature, double pressure) =>
        (temperature + ZeroCelsius) * Math.Pow(1000 / pressure, PoissonExponent);

    /// <summary>Vapour pressure <c>VPact = rh / 100 * VPmax</c> in mbar. Error at most 0.010, mean 0.003.</summary>
    /// <param name="relativeHumidity">Relative humidity in percent.</param>
    /// <param name="saturationPressure">Saturation vapour pressure in mbar.</param>
    public static double VapourPressure(double relativeHumidity, double saturationPressure) => relativeHumidity / 100 * saturationPressure;

    /// <summary>Specific humidity <c>sh = 622 e / (p - 0.378 e)</c> in g/kg. Error at most 0.009, mean 0.003.</summary>
    /// <param name="vapourPressure">Vapour pressure e in mbar.</param>
    /// <param name="pressure">Air pressure p in mbar.</param>
    public static double SpecificHumidity(double vapourPressure, double pressure) =>
        1000 * WaterToDryAir * vapourPressure / (pressure - OneMinusRatio * vapourPressure);

    /// <summary>Water vapour concentration <c>H2OC = 1000 e / p</c> in mmol/mol. Error at most 0.010, mean 0.003.</summary>
    /// <param name="vapourPressure">Vapour pressure e in mbar.</param>
    /// <param name="pressure">Air pressure p in mbar.</param>
    public static double WaterConcentration(double vapourPressure, double pressure) => 1000 * vapourPressure / pressure;

    /// <summary>
    /// Density of moist air <c>rho = 10^5 (p - 0.378 e) / (R (T + 273.15))</c> in g/m**3, R = 287.065 J/(kg K). Error at most 0.06, mean
    /// 0.02.
    /// </summary>
    /// <param name="temperature">Temperature T in degrees Celsius.</param>
    /// <param name="pressure">Air pressure p in mbar.</param>
    /// <param name="vapourPressure">Vapour pressure e in mbar.</param>
    public static double Density(double temperature, double pressure, double vapourPressure) =>
        1e5 * (pressure - OneMinusRatio * vapourPressure) / (DryAirGasConstant * (temperature + ZeroCelsius));
}
