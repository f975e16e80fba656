using System.Collections.Immutable;
using Npgsql;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Runtime.Following;
using PowerController.Runtime.History;
using PowerController.Runtime.History.Postgres;
using PowerController.Runtime.History.Samples;

namespace PowerController.Peers.Postgres;

/// <summary>The history in a real database server: the same questions as to the file, and the same answers.</summary>
public sealed class PostgresHistoryTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 30, 0, TimeSpan.Zero);

    [Fact]
    public void History_InPostgres_IsMigratedWrittenPackedReadAndDropped()
    {
        var connection = Connection();
        Forget();
        using (var store = Open(connection))
        {
            for (var minute = 0; minute < 100; minute++)
                store.Write(new HistoryBatch([Minute(minute)], [], []));
            store.Write(new HistoryBatch([Minute(99)], [], []));
            using var reader = Reader(connection);
            var before = reader.Minutes("UPS2", Start, Start.AddMinutes(100)).ToList();
            var hours = reader.Hours("UPS2", Start, Start.AddMinutes(100)).Select(hour => (hour.Hour, hour.Figures.Minutes, hour.Figures.OnBattery, hour.Figures.Spans[0])).ToList();
            store.Tidy(Start.AddMinutes(100));

            Assert.Equal(100, before.Count);
            Assert.Equal(UpsSample.Of(FollowedSite.OnBattery(95)), before[5].Sample);
            Assert.Equal(before, reader.Minutes("UPS2", Start, Start.AddMinutes(100)));
            Assert.Equal([30, 60, 10], hours.Select(hour => hour.Minutes));
            Assert.Equal(hours, reader.Hours("UPS2", Start, Start.AddMinutes(100)).Select(hour => (hour.Hour, hour.Figures.Minutes, hour.Figures.OnBattery, hour.Figures.Spans[0])));
            Assert.Equal(["UPS1", "UPS2"], reader.Upses());

            store.Tidy(Start.AddDays(9));
            Assert.Empty(reader.Minutes("UPS1", Start, Start.AddDays(9)));
            Assert.Equal(3, reader.Hours("UPS1", Start, Start.AddDays(9)).Count());
        }

        // A second opening finds the tables; a third finds those of a newer program.
        Open(connection).Dispose();
        Do("INSERT INTO schema_version VALUES (99)");
        Assert.Throws<NewerHistory>(() => Open(connection));
    }

    [Fact]
    public void Diary_InPostgres_IsOfItsHostAndKeptOnce()
    {
        var connection = Connection();
        Forget();
        var report = new RunReport(new RunId(1, 2), "cluster", RunCause.Outage, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(900), RunDeadlines.None, [new PhaseEntry(Phase.Dark, TimeSpan.FromSeconds(300))], ["x"], []);
        var all = new DiaryEntry(2, Start, DiaryKind.Command, Urgency.Alarm, "cluster", "It's \"asked\"", new RunId(3, 4), "anna", "10.0.0.1");
        for (var time = 0; time < 2; time++)
        {
            using var store = Open(connection);
            store.Write(new HistoryBatch([], [Entry(1, "first"), all], [new ClosedRun(Start, report)]));
            using var other = Open(connection, "other");
            other.Write(new HistoryBatch([], [Entry(1, "of the other")], []));
        }

        using (var store = Open(connection))
            store.Write(new HistoryBatch([], [Entry(1, "anew")], []));

        using var reader = Reader(connection);
        Assert.Equal(["first", "It's \"asked\"", "of the other", "anew"], reader.Entries(null, Start, Start.AddDays(1)).Select(entry => entry.Text));
        Assert.Equal(all, Assert.Single(reader.Entries("cluster", Start, Start.AddDays(1))));
        Assert.Equal("cluster", Assert.Single(reader.Runs(Start, Start.AddDays(1))).Report.Unit);
    }

    [Fact]
    public void Keeper_WhoseDatabaseLoggedHimOut_GoesOn()
    {
        var connection = Connection();
        Forget();
        var clock = new SetClock(Start);
        var site = new FollowedSite(Start);
        var told = new List<string>();
        var queue = new HistoryQueue();
        using var writer = new HistoryWriter(site, queue, _ => Open(connection), _ => null, (_, text) => told.Add(text), clock);
        queue.Put(Entry(1, "first"));
        writer.Step();
        Do("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'powercontroller'");
        queue.Put(Entry(2, "second"));
        writer.Step();
        clock.Advance(TimeSpan.FromSeconds(11));
        writer.Step();

        using var reader = Reader(connection);
        Assert.Equal(["first", "second"], reader.Entries(null, Start, Start.AddDays(1)).Select(entry => entry.Text));
        Assert.Equal(2, told.Count);
        Assert.Contains("cannot be written", told[0], StringComparison.Ordinal);
        Assert.Contains("written again", told[1], StringComparison.Ordinal);
    }

    private static DiaryEntry Entry(long number, string text) => new(number, Start, DiaryKind.Power, Urgency.Warning, "UPS1", text);

    private static MinuteSamples Minute(int minute)
    {
        ImmutableArray<(string, UpsSample)> samples =
            [("UPS1", UpsSample.Of(FollowedSite.OnMains(minute % 7))), ("UPS2", UpsSample.Of(FollowedSite.OnBattery(100 - (minute % 50))))];
        return new MinuteSamples(Start.AddMinutes(minute), samples);
    }

    private static PostgresHistory Open(PostgresConnection connection, string host = "terminal") =>
        PostgresHistory.Open(connection, _ => PostgresServer.Password, host, HistorySettings.Usual);

    private static PostgresHistoryReader Reader(PostgresConnection connection) => PostgresHistoryReader.Open(connection, _ => PostgresServer.Password);

    private PostgresConnection Connection()
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        return new PostgresConnection("127.0.0.1", server.Port, "powercontroller", "powercontroller", new SecretFile("password"), Tls: false);
    }

    private void Forget() => Do("DROP SCHEMA public CASCADE; CREATE SCHEMA public");

    private void Do(string sql)
    {
        using var database = new NpgsqlConnection($"Host=127.0.0.1;Port={server.Port};Database=powercontroller;Username=powercontroller;Password={PostgresServer.Password};Pooling=false");
        database.Open();
        using var command = new NpgsqlCommand(sql, database);
        command.ExecuteNonQuery();
    }
}
