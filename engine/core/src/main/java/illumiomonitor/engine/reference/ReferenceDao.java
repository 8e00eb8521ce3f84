package illumiomonitor.engine.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import illumiomonitor.engine.pce.PceList;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;

/** The tables of reference data. */
final class ReferenceDao {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final int CHUNK = 1_000;

    private static final String INSERT =
            """
            insert into reference_object (pce_id, kind, href, name, body, labels_since,
                                          valid_from)
            values (:pce, :kind, :href, :name, :body, :since, :at)
            """;

    /**
     * A reading of the lists that brought something.
     *
     * @param workloadsAt when the list of workloads was last read by then
     * @param vensAt when the list of VENs was last read by then
     */
    record Read(long id, Instant workloadsAt, Instant vensAt) {}

    /** When the lists were tried to be read, and whether all went well. */
    record Attempt(Instant at, boolean good) {}

    /** The newest reading that holds at the tick. */
    Optional<Read> newest(Handle handle, int pceId, Instant tick) {
        return handle.createQuery(
                        """
                        select read_id, workloads_at, vens_at
                          from reference_read
                         where pce_id = :pce
                           and valid_at <= :tick
                           and outcome in ('OK', 'PARTIAL')
                         order by read_id desc
                         fetch first 1 rows only
                        """)
                .bind("pce", pceId)
                .bind("tick", utc(tick))
                .map((row, ctx) -> new Read(row.getLong(1), instant(row, 2), instant(row, 3)))
                .findOne();
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? Instant.EPOCH : at.toInstant();
    }

    /** The last attempts to read the lists, newest first. */
    List<Attempt> attempts(Handle handle, int pceId, int count) {
        return handle.createQuery(
                        """
                        select read_at, outcome
                          from reference_read
                         where pce_id = :pce
                         order by read_id desc
                         fetch first :count rows only
                        """)
                .bind("pce", pceId)
                .bind("count", count)
                .map((row, ctx) -> new Attempt(instant(row, 1), row.getString(2).equals("OK")))
                .list();
    }

    private static final String HOLDS =
            """
             where o.pce_id = :pce
               and o.valid_from <= :tick
               and (o.valid_to is null or o.valid_to > :tick)
            """;

    private static final String OPEN =
            """
             where o.pce_id = :pce
               and o.valid_to is null
            """;

    /** Everything that holds at the tick, by name. */
    List<Version> holding(Handle handle, int pceId, Instant tick) {
        return versions(handle, HOLDS, Map.of("pce", pceId, "tick", utc(tick)));
    }

    /** Everything that no reading has ended. */
    List<Version> open(Handle handle, int pceId) {
        return versions(handle, OPEN, Map.of("pce", pceId));
    }

    private static List<Version> versions(Handle handle, String which, Map<String, ?> values) {
        Map<Long, String> longOnes =
                Bodies.of(
                        handle.createQuery(
                                        """
                                        select p.object_id, p.body
                                          from reference_part p
                                          join reference_object o on o.object_id = p.object_id
                                        """
                                                + which
                                                + " order by p.object_id, p.part")
                                .bindMap(values));
        return handle.createQuery(
                        """
                        select o.object_id, o.kind, o.href, o.name, o.body, o.labels_since
                          from reference_object o
                        """
                                + which
                                + " order by o.name, o.href")
                .bindMap(values)
                .map((row, ctx) -> version(row, longOnes))
                .list();
    }

    private static Version version(ResultSet row, Map<Long, String> longOnes) throws SQLException {
        String body = longOnes.get(row.getLong(1));
        try {
            return new Version(
                    row.getLong(1),
                    new Item(
                            PceList.valueOf(row.getString(2)),
                            row.getString(3),
                            row.getString(4),
                            JSON.readTree(body == null ? row.getString(5) : body)),
                    row.getObject(6, OffsetDateTime.class).toInstant());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "reference object " + row.getLong(1) + " cannot be read", e);
        }
    }

    void end(Handle handle, Collection<Long> ids, Instant at) {
        if (ids.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                handle.prepareBatch(
                        "update reference_object set valid_to = :at where object_id = :id");
        for (long id : ids) {
            batch.bind("at", utc(at)).bind("id", id).add();
        }
        batch.execute();
    }

    void begin(Handle handle, int pceId, Collection<Version> fresh, Instant at) {
        PreparedBatch batch = handle.prepareBatch(INSERT);
        for (Version each : fresh) {
            String body = each.item().body().toString();
            if (Bodies.isLong(body)) {
                Update alone = handle.createUpdate(INSERT);
                values(alone, pceId, each, Bodies.instead(body), at);
                Bodies.write(handle, generated(alone), body);
            } else {
                values(batch, pceId, each, body, at);
                batch.add();
            }
        }
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    private static long generated(Update insert) {
        return insert.executeAndReturnGeneratedKeys("object_id").mapTo(Long.class).one();
    }

    private static void values(
            SqlStatement<?> insert, int pceId, Version fresh, String body, Instant at) {
        insert.bind("pce", pceId)
                .bind("kind", fresh.item().kind().name())
                .bind("href", fresh.item().href())
                .bind("name", fresh.item().name())
                .bind("body", body)
                .bind("since", utc(fresh.labelsSince()))
                .bind("at", utc(at));
    }

    long enter(
            Handle handle,
            int pceId,
            Instant readAt,
            Instant validAt,
            String outcome,
            int changed,
            String reason,
            Heartbeats beats) {
        return handle.createUpdate(
                        """
                        insert into reference_read (pce_id, read_at, valid_at, outcome, changed, reason,
                                                    workloads_at, vens_at)
                        values (:pce, :read, :valid, :outcome, :changed, :reason,
                                :workloadsAt, :vensAt)
                        """)
                .bind("pce", pceId)
                .bind("read", utc(readAt))
                .bind("valid", utc(validAt))
                .bind("outcome", outcome)
                .bind("changed", changed)
                .bind("reason", reason.length() > 2000 ? reason.substring(0, 2000) : reason)
                .bind("workloadsAt", utc(beats.workloadsAt()))
                .bind("vensAt", utc(beats.vensAt()))
                .executeAndReturnGeneratedKeys("read_id")
                .mapTo(Long.class)
                .one();
    }

    void enterBeats(Handle handle, long read, Map<String, Long> beats) {
        int part = 0;
        int lines = 0;
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Long> each : beats.entrySet()) {
            text.append(each.getKey()).append('=').append(each.getValue()).append('\n');
            if (++lines % CHUNK == 0) {
                enterBeats(handle, read, part++, text);
            }
        }
        if (text.length() > 0) {
            enterBeats(handle, read, part, text);
        }
    }

    private static void enterBeats(Handle handle, long read, int part, StringBuilder text) {
        handle.createUpdate(
                        """
                        insert into reference_beat (read_id, part, beats)
                        values (:read, :part, :beats)
                        """)
                .bind("read", read)
                .bind("part", part)
                .bind("beats", text.toString())
                .execute();
        text.setLength(0);
    }

    /** What was known of VENs after a reading. */
    Heartbeats heartbeats(Handle handle, Read read) {
        Map<String, Long> beats = new HashMap<>();
        handle.createQuery("select beats from reference_beat where read_id = :read")
                .bind("read", read.id())
                .mapTo(String.class)
                .forEach(text -> text.lines().forEach(line -> beat(beats, line)));
        return new Heartbeats(read.workloadsAt(), read.vensAt(), beats);
    }

    private static void beat(Map<String, Long> beats, String line) {
        int equals = line.lastIndexOf('=');
        beats.put(line.substring(0, equals), Long.parseLong(line.substring(equals + 1)));
    }

    /** Forgets versions and readings that no kept tick can ask for. */
    void forget(Handle handle, int pceId, Instant before) {
        handle.createUpdate(
                        """
                        delete from reference_part
                         where object_id in (select object_id
                                               from reference_object
                                              where pce_id = :pce
                                                and valid_to < :before)
                        """)
                .bind("pce", pceId)
                .bind("before", utc(before))
                .execute();
        handle.createUpdate(
                        """
                        delete from reference_object
                         where pce_id = :pce
                           and valid_to < :before
                        """)
                .bind("pce", pceId)
                .bind("before", utc(before))
                .execute();
        handle.createUpdate(
                        """
                        delete from reference_beat
                         where read_id in (select read_id
                                             from reference_read
                                            where pce_id = :pce
                                              and read_at < :before)
                        """)
                .bind("pce", pceId)
                .bind("before", utc(before))
                .execute();
        handle.createUpdate(
                        """
                        delete from reference_read
                         where pce_id = :pce
                           and read_at < :before
                           and read_id < (select max(read_id)
                                            from reference_read
                                           where pce_id = :pce
                                             and outcome in ('OK', 'PARTIAL'))
                        """)
                .bind("pce", pceId)
                .bind("before", utc(before))
                .execute();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
