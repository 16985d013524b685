using SimdSeq.Data;

namespace SimdSeq.Datasets;

/// <summary>
/// A generated stand-in for the Jena record, for trying things out without a download. It is synthetic: no measurement of any place, and
/// results on it say nothing about the real record.
/// </summary>
/// <remarks>
/// Temperature is season + day cycle + air mass + slow and fast red noise. Lows and highs (a noisy oscillator of 6.5 days) move the
/// pressure first, and the air mass follows a day or two later; wind blows from the south before warm air and from the north before cold
/// air; clouds under low pressure damp the day cycle. So pressure, wind and humidity tell something about tomorrow's temperature that
/// persistence does not use. Humidity columns, potential temperature and density follow from pressure, temperature and dew point by
/// <see cref="MoistAir"/>. Standard deviation of the temperature is about 8 degrees Celsius, the error of "same as a day before" about 0.3
/// of that. Values are rounded as the station's are.
/// </remarks>
public static class SyntheticClimate
{
    private const double StepHours = 1.0 / 6;
    private const double HoursPerYear = 365.2425 * 24;

    /// <summary>Generates a record that starts on 1 January 2009 at 00:10, like the original.</summary>
    /// <param name="rows">Rows to generate, at least one.</param>
    /// <param name="period">Ten minutes or a multiple; null for one hour. Every period of one seed samples the same weather.</param>
    /// <param name="seed">Same seed, same record.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than one row, or a period that is no positive multiple of ten
    /// minutes.</exception>
    public static TimeSeries Generate(int rows, TimeSpan? period = null, ulong seed = 42)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        TimeSpan between = period ?? TimeSpan.FromHours(1);
        long every = between.Ticks / TimeSpan.FromMinutes(10).Ticks;
        if (every < 1 || between.Ticks % TimeSpan.FromMinutes(10).Ticks != 0)
            throw new ArgumentOutOfRangeException(nameof(period), $"Expected ten minutes or a multiple of it, got {between}.");

        var weather = new Weather(seed);
        int width = JenaClimate.Columns.Count;
        var values = new float[checked(rows * width)];
        for (int r = 0; r < rows; r++)
        {
            weather.Observe(values.AsSpan(r * width, width));
            for (long step = 0; step < every; step++) weather.Advance();
        }

        return new TimeSeries(values, JenaClimate.Columns, new DateTime(2009, 1, 1, 0, 10, 0), between);
    }

    /// <summary>The state of the atmosphere, ten minutes at a time.</summary>
    private sealed class Weather
    {
        private readonly SynopticWave _wave;
        private readonly RedNoise _blocking;
        private readonly RedNoise _local;
        private readonly RedNoise _moisture;
        private readonly RedNoise _cloud;
        private readonly RedNoise _gust;
        private readonly RedNoise _breeze;
        private readonly RedNoise _veer;
        private double _hours = 1.0 / 6;

        public Weather(ulong seed)
        {
            var normal = new NormalSource(seed);
            _wave = new SynopticWave(normal, periodHours: 156, memoryHours: 120, StepHours);
            _blocking = new RedNoise(normal, memoryHours: 240, StepHours);
            _local = new RedNoise(normal, memoryHours: 10, StepHours);
            _moisture = new RedNoise(normal, memoryHours: 30, StepHours);
            _cloud = new RedNoise(normal, memoryHours: 8, StepHours);
            _gust = new RedNoise(normal, memoryHours: 0.5, StepHours);
            _breeze = new RedNoise(normal, memoryHours: 6, StepHours);
            _veer = new RedNoise(normal, memoryHours: 2, StepHours);
        }

        public void Advance()
        {
            _wave.Advance();
            _blocking.Advance();
            _local.Advance();
            _moisture.Advance();
            _cloud.Advance();
            _gust.Advance();
            _breeze.Advance();
            _veer.Advance();
            _hours += StepHours;
        }

        /// <summary>Writes the fourteen columns of the present moment.</summary>
        public void Observe(Span<float> row)
        {
            double season = -Math.Cos(2 * Math.PI * (_hours / HoursPerYear - 20.0 / 365)); // coldest about 20 January
            double hour = _hours % 24;
            double cloudiness = 1 / (1 + Math.Exp(1.2 * _wave.Leading - 0.8 * _cloud.Value)); // 0 clear, 1 overcast
            double sun = Math.Cos(2 * Math.PI * (hour - 14.5) / 24);
            double dayCycle = (3.6 + 1.8 * season) * (1.35 - 0.9 * cloudiness) * sun;
            double airMass = 2.2 * _wave.Following + 2.4 * _blocking.Value;

            double temperature = Math.Round(9.3 + 9.6 * season + dayCycle + airMass + 0.9 * _local.Value, 2);
            double pressure = Math.Round(989 + 7.5 * _wave.Leading + 3.0 * _blocking.Value - 0.8 * season, 2);
            double dewPoint = 6.0 + 7.0 * season + 0.85 * airMass + 2.2 * _moisture.Value + 3.0 * (cloudiness - 0.5);
            double saturation = MoistAir.SaturationPressure(temperature);
            double humidity = 100 * MoistAir.SaturationPressure(Math.Min(dewPoint, temperature)) / saturation;
            humidity = Math.Clamp(Math.Round(humidity, 1), 12, 100);
            double vapour = MoistAir.VapourPressure(humidity, saturation);

            // Warm air is coming, from the south, while the following part rises, that is while the leading part is positive.
            double south = 1.6 * _wave.Leading + 0.5 * _veer.Value;
            double west = 1.1 - 0.7 * _wave.Following + 0.5 * _breeze.Value;
            double wind = Math.Round(Math.Sqrt(south * south + west * west) * Math.Exp(0.25 * _gust.Value) * (1 + 0.25 * sun), 2);
            double direction = (180 + 180 / Math.PI * Math.Atan2(west, south) + 360) % 360;

            ReadOnlySpan<double> values =
            [
                pressure,
                temperature,
                MoistAir.PotentialTemperature(temperature, pressure),
                MoistAir.DewPoint(vapour),
                humidity,
                saturation,
                vapour,
                saturation - vapour,
                MoistAir.SpecificHumidity(vapour, pressure),
                MoistAir.WaterConcentration(vapour, pressure),
                MoistAir.Density(temperature, pressure, vapour),
                wind,
                wind * (1.55 + 0.12 * Math.Abs(_gust.Value)),
                Math.Round(direction, 1),
            ];
            for (int i = 0; i < values.Length; i++) row[i] = (float)Math.Round(values[i], 2);
        }
    }
}
