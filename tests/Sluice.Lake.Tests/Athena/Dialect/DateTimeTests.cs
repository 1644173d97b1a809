namespace Sluice.Lake.Tests.Athena.Dialect;

/// <summary>Dates, times, zones and intervals: <see href="https://trino.io/docs/current/functions/datetime.html"/>.</summary>
public sealed class DateTimeTests
{
    [Theory]
    [InlineData("SELECT date_add('month', 1, DATE '2024-01-31')", "2024-02-29")]
    [InlineData("SELECT DATE '2024-01-31' + INTERVAL '1' MONTH", "2024-02-29")]
    [InlineData("SELECT DATE '2024-01-02' - DATE '2024-01-01'", "1 00:00:00.000")]
    [InlineData("SELECT TIMESTAMP '2024-01-02 00:00:00' - TIMESTAMP '2024-01-01 12:00:00'", "0 12:00:00.000")]
    [InlineData("SELECT TIMESTAMP '2024-01-02 00:00:00' + INTERVAL '90' MINUTE", "2024-01-02 01:30:00.000")]
    [InlineData("SELECT INTERVAL '2' YEAR", "2-0")]
    [InlineData("SELECT INTERVAL '1-2' YEAR TO MONTH", "1-2")]
    [InlineData("SELECT INTERVAL '-3' MONTH, INTERVAL '-14' MONTH, INTERVAL '-1' YEAR, INTERVAL '11' MONTH", "-0-3|-1-2|-1-0|0-11")]
    [InlineData("SELECT INTERVAL '1 02:03:04' DAY TO SECOND", "1 02:03:04.000")]
    public Task Dates_and_intervals_add(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT date_diff('day', TIMESTAMP '2024-01-01 23:00:00', TIMESTAMP '2024-01-02 01:00:00')", "0")]
    [InlineData("SELECT date_trunc('week', DATE '2024-01-03')", "2024-01-01")]
    [InlineData("SELECT date_trunc('century', DATE '2024-01-03')", "INVALID_FUNCTION_ARGUMENT: 'century' is not a valid DATE field")]
    public Task Units_count_whole(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT from_unixtime(0)", "1970-01-01 00:00:00.000 UTC")]
    [InlineData("SELECT from_unixtime(0, 'Europe/Brussels')", "1970-01-01 01:00:00.000 Europe/Brussels")]
    [InlineData("SELECT from_unixtime(1.5e0)", "1970-01-01 00:00:01.500 UTC")]
    [InlineData("SELECT hour(from_unixtime(0) AT TIME ZONE 'Europe/Brussels')", "1")]
    [InlineData("SELECT CAST(from_unixtime(1704063600) AT TIME ZONE 'Europe/Brussels' AS date)", "2024-01-01")]
    [InlineData("SELECT date_format(from_unixtime(0) AT TIME ZONE 'Europe/Brussels', '%H:%i')", "01:00")]
    [InlineData("SELECT date_trunc('day', from_unixtime(1704063600) AT TIME ZONE 'Europe/Brussels')", "2024-01-01 00:00:00.000 Europe/Brussels")]
    [InlineData("SELECT with_timezone(TIMESTAMP '2024-01-01 10:00:00', 'Europe/Brussels')", "2024-01-01 10:00:00.000 Europe/Brussels")]
    [InlineData("SELECT at_timezone(TIMESTAMP '2024-01-01 10:00:00 UTC', 'America/New_York')", "2024-01-01 05:00:00.000 America/New_York")]
    [InlineData("SELECT TIMESTAMP '2024-01-01 10:00:00' AT TIME ZONE 'Europe/Brussels'", "2024-01-01 11:00:00.000 Europe/Brussels")]
    public Task Time_zones_show_and_move_the_clock(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT TIMESTAMP '2024-01-01 10:00:00 UTC'", "2024-01-01 10:00:00.000 UTC")]
    [InlineData("SELECT from_iso8601_timestamp('2024-01-01T10:00:00+02:00')", "2024-01-01 08:00:00.000 UTC")]
    [InlineData("SELECT from_iso8601_date('2024-01-01')", "2024-01-01")]
    [InlineData("SELECT to_iso8601(DATE '2024-01-01')", "2024-01-01")]
    [InlineData("SELECT to_iso8601(TIMESTAMP '2024-01-01 10:00:00')", "2024-01-01T10:00:00.000")]
    public Task Literals_and_Iso8601_with_zones(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT extract(DOW FROM DATE '2024-01-07')", "7")]
    [InlineData("SELECT extract(year FROM DATE '2024-01-07')", "2024")]
    [InlineData("SELECT day_of_week(DATE '2024-01-07')", "7")]
    [InlineData("SELECT week(DATE '2024-01-01')", "1")]
    [InlineData("SELECT year_of_week(DATE '2024-12-30')", "2025")]
    [InlineData("SELECT quarter(DATE '2024-12-30')", "4")]
    [InlineData("SELECT last_day_of_month(DATE '2024-02-03')", "2024-02-29")]
    [InlineData("SELECT millisecond(TIMESTAMP '2024-01-01 00:00:05.123')", "123")]
    public Task Fields_of_dates(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT format_datetime(TIMESTAMP '2024-01-02 13:04:05', 'yyyy-MM-dd''T''HH:mm:ss')", "2024-01-02T13:04:05")]
    [InlineData("SELECT parse_datetime('2024/01/02 13', 'yyyy/MM/dd HH')", "2024-01-02 13:00:00.000 UTC")]
    [InlineData("SELECT date_format(TIMESTAMP '2024-01-02 13:04:05', '%W %e %M %Y %l:%i %p')", "Tuesday 2 January 2024 1:04 PM")]
    [InlineData("SELECT format_datetime(TIMESTAMP '2026-02-01 03:04:05', 'D DDD ww')", "32 032 05")]
    [InlineData("SELECT date_parse('x', '%Y')", "INVALID_FUNCTION_ARGUMENT: Invalid format: \"x\"")]
    public Task Patterns_of_MySql_and_Joda(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT date(TIMESTAMP '2024-01-02 13:04:05')", "2024-01-02")]
    [InlineData("SELECT date('2024-01-02')", "2024-01-02")]
    [InlineData("SELECT typeof(current_date)", "date")]
    [InlineData("SELECT typeof(now())", "timestamp(3) with time zone")]
    [InlineData("SELECT current_timestamp > TIMESTAMP '2024-01-01 00:00:00 UTC'", "true")]
    [InlineData("SELECT year(current_date) >= 2024", "true")]
    public Task Todays_functions_and_date(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT DATE '2020-01-01' + INTERVAL '36' HOUR", "INVALID_FUNCTION_ARGUMENT: Cannot add hour, minutes or seconds to a date")]
    [InlineData("SELECT x - INTERVAL '1' SECOND FROM (VALUES DATE '2020-01-01') t (x)", "INVALID_FUNCTION_ARGUMENT: Cannot subtract hour, minutes or seconds from a date")]
    [InlineData("SELECT DATE '2020-01-01' + INTERVAL '48' HOUR, INTERVAL '1' DAY + DATE '2020-01-01'", "2020-01-03|2020-01-02")]
    [InlineData("SELECT date_add('minute', 90, DATE '2020-01-01')", "INVALID_FUNCTION_ARGUMENT: 'minute' is not a valid DATE field")]
    [InlineData("SELECT date_trunc('hour', DATE '2020-01-01')", "INVALID_FUNCTION_ARGUMENT: 'hour' is not a valid DATE field")]
    [InlineData("SELECT date_diff('hour', DATE '2020-01-01', DATE '2020-01-03')", "INVALID_FUNCTION_ARGUMENT: 'hour' is not a valid DATE field")]
    [InlineData("SELECT date_diff('hour', DATE '2020-01-01', TIMESTAMP '2020-01-01 05:00:00')", "5")]
    public Task Dates_have_no_hours(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT date_format(DATE '2021-01-01', '%x-%v')", "2020-53")]
    [InlineData("SELECT parse_datetime('2020-01-01 +02:00', 'yyyy-MM-dd ZZ'), parse_datetime('2020-01-01 -0130', 'yyyy-MM-dd Z')", "2019-12-31 22:00:00.000 UTC|2020-01-01 01:30:00.000 UTC")]
    [InlineData("SELECT format_datetime(TIMESTAMP '2020-01-01 05:00:00', 'HH Z ZZ z')", "05 +0000 +00:00 UTC")]
    [InlineData("SELECT format_datetime(with_timezone(TIMESTAMP '2020-01-01 05:00:00', 'Europe/Brussels'), 'HH Z')", "NOT_SUPPORTED: the lake does not support 'Z' in a date pattern yet. Run this statement on AWS, or write it another way.")]
    public Task Week_years_and_offsets_in_patterns(string sql, string expected) => DialectTable.CheckAsync(sql, expected);
}
