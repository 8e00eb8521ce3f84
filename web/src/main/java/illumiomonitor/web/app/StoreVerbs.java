package illumiomonitor.web.app;

import illumiomonitor.db.SqlRefused;
import illumiomonitor.db.SqlRows;
import illumiomonitor.db.Store;
import illumiomonitor.engine.pce.PceRegister;
import illumiomonitor.engine.pull.Gaps;
import illumiomonitor.web.service.BackupReport;
import illumiomonitor.web.service.GapRow;
import illumiomonitor.web.service.RowSink;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import illumiomonitor.web.service.SqlEnd;
import illumiomonitor.web.service.SqlRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The store as the command line asks for it. */
final class StoreVerbs {

    private final Store store;

    StoreVerbs(Store store) {
        this.store = store;
    }

    SqlEnd sql(SqlRequest request, RowSink sink) throws InterruptedException {
        Counted rows = new Counted(sink);
        try {
            String cut =
                    store.console().read(request.sql(), request.timeout(), request.limit(), rows);
            return new SqlEnd(rows.count, cut);
        } catch (SqlRefused e) {
            throw new ServiceException(Problem.BAD_INPUT, String.valueOf(e.getMessage()), e);
        }
    }

    /** Hands rows on and counts them. */
    private static final class Counted implements SqlRows {

        private final RowSink sink;
        private long count;

        Counted(RowSink sink) {
            this.sink = sink;
        }

        @Override
        public void columns(List<String> names) {
            sink.columns(names);
        }

        @Override
        public void row(List<@Nullable Object> values) {
            count++;
            List<@Nullable Object> texts = new ArrayList<>(values);
            texts.replaceAll(Counted::plain);
            sink.row(texts);
        }

        // Always with seconds, which a time's own text leaves out when they are zero.
        private static @Nullable Object plain(@Nullable Object value) {
            return value instanceof OffsetDateTime time ? time.toInstant().toString() : value;
        }
    }

    List<GapRow> gaps(boolean closed) {
        PceRegister pces = new PceRegister(store);
        return new Gaps(store)
                .list().stream()
                        .filter(gap -> closed || gap.closedAt() == null)
                        .map(
                                gap ->
                                        new GapRow(
                                                gap.id(),
                                                pces.nameOf(gap.pceId()),
                                                gap.kind(),
                                                gap.from(),
                                                gap.to(),
                                                gap.reason(),
                                                gap.closedAt(),
                                                gap.closedBy()))
                        .toList();
    }

    /** A backup of the wrong store would be missed only when it is needed. */
    private boolean isUnused() {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "select not exists (select 1 from run) and not exists (select 1 from person)")
                                        .mapTo(Boolean.class)
                                        .one());
    }

    BackupReport backup(Path file) {
        if (Files.exists(file)) {
            throw new ServiceException(
                    Problem.NOT_PERMITTED, file + " exists already and is not written over");
        }
        if (isUnused()) {
            throw new ServiceException(
                    Problem.CONFIGURATION,
                    "there is nothing to save: no run was ever stored%s; see store.url"
                            .formatted(store.folder().map(each -> " in " + each).orElse("")));
        }
        long start = System.nanoTime();
        store.backup(file);
        try {
            return new BackupReport(
                    file.toString(), Files.size(file), (System.nanoTime() - start) / 1_000_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
