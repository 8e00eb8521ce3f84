package illumiomonitor.lab.query;

import illumiomonitor.lab.estate.Estate;
import illumiomonitor.lab.estate.Host;
import illumiomonitor.lab.estate.IpList;
import illumiomonitor.lab.estate.Label;
import illumiomonitor.lab.json.Json;
import illumiomonitor.lab.traffic.Row;
import illumiomonitor.lab.traffic.RowBuilder;
import illumiomonitor.lab.traffic.RowJson;
import illumiomonitor.lab.traffic.RowStyle;
import illumiomonitor.lab.traffic.Traffic;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Rows made of the lab's connections. */
public final class LiveRows implements FlowSource {

    private final Estate estate;
    private final RowBuilder builder;
    private final RowJson json;

    public LiveRows(Traffic traffic, RowStyle style, Estate estate) {
        this.estate = estate;
        this.builder = new RowBuilder(traffic, style);
        this.json = new RowJson(estate, style);
    }

    @Override
    public Answer answer(Question question, Instant asOf) {
        List<FlowView> rows =
                builder.rows(question.start(), question.end(), asOf).stream()
                        .<FlowView>map(View::new)
                        .filter(question::fits)
                        .toList();
        return new Listed(rows);
    }

    private final class View implements FlowView {

        private final Row row;

        View(Row row) {
            this.row = row;
        }

        @Override
        public End src() {
            return end(row.key().src());
        }

        @Override
        public End dst() {
            return end(row.key().dst());
        }

        private End end(String ip) {
            Host host = estate.byIp(ip);
            Set<String> lists =
                    estate.ipListsOf(ip).stream()
                            .map(IpList::href)
                            .map(href -> href.substring(href.lastIndexOf('/') + 1))
                            .collect(Collectors.toSet());
            return host == null
                    ? new End(ip, "", Set.of(), lists, estate.fqdn(ip))
                    : new End(ip, host.href(), hrefs(host), lists, estate.fqdn(ip));
        }

        private static Set<String> hrefs(Host host) {
            return host.labels().stream().map(Label::href).collect(Collectors.toSet());
        }

        @Override
        public int port() {
            return row.key().port();
        }

        @Override
        public int proto() {
            return row.key().proto();
        }

        @Override
        public String process() {
            return row.key().process();
        }

        @Override
        public String service() {
            return row.key().service();
        }

        @Override
        public String transmission() {
            String kind = row.key().transmission();
            return kind.isEmpty() ? "unicast" : kind;
        }

        @Override
        public String decision() {
            return row.key().decision().word();
        }

        @Override
        public String clientType() {
            return row.key().clientType();
        }

        @Override
        public Instant lastDetected() {
            return row.last();
        }

        @Override
        public byte[] json() {
            return Json.bytes(json.of(row));
        }
    }
}
