package illumiomonitor.engine.rule;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** The table of the texts that stood in case files. */
final class CaseStore {

    private CaseStore() {}

    /**
     * Keeps texts that are other than the newest of their files.
     *
     * @param author who wrote one
     */
    static void keep(
            Handle handle,
            List<CaseText> texts,
            Function<CaseText, Authors.Author> author,
            Instant at) {
        if (texts.isEmpty()) {
            return;
        }
        Map<String, String> newest = newest(handle);
        for (CaseText text : texts) {
            if (!newest.getOrDefault(text.file(), "").equals(text.version())) {
                add(handle, text, author.apply(text), at);
                newest.put(text.file(), text.version());
            }
        }
    }

    private static void add(Handle handle, CaseText text, Authors.Author author, Instant at) {
        handle.createUpdate(
                        """
                        insert into case_version (file, version, author, reason, saved_at, text)
                        values (:file, :version, :author, :reason, :at, :text)
                        """)
                .bind("file", text.file())
                .bind("version", text.version())
                .bind("author", author.name())
                .bind("reason", author.reason())
                .bind("at", Micros.utc(at))
                .bind("text", text.text())
                .execute();
    }

    /** By file, what stood there last. */
    private static Map<String, String> newest(Handle handle) {
        Map<String, String> versions = new HashMap<>();
        handle.createQuery(
                        """
                        select file, version
                          from case_version
                         where save_id in (select max(save_id) from case_version group by file)
                        """)
                .map((row, ctx) -> versions.put(row.getString(1), row.getString(2)))
                .list();
        return versions;
    }
}
