package illumiomonitor.lab.story;

import illumiomonitor.lab.estate.Estate;
import illumiomonitor.lab.estate.Host;
import illumiomonitor.lab.story.Edge.Group;
import illumiomonitor.lab.traffic.Decision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** The ordinary traffic of {@link DemoEstate}. */
final class Edges {

    private final Estate estate;
    private final List<Edge> edges = new ArrayList<>();

    private Edges(Estate estate) {
        this.estate = estate;
    }

    static List<Edge> of(Estate estate) {
        Edges edges = new Edges(estate);
        edges.shop("Prod", 60);
        edges.shop("Dev", 6);
        edges.business();
        edges.infrastructure();
        edges.outside();
        return edges.edges;
    }

    private void shop(String env, int perHour) {
        Group web = servers("Web", "Shop", env);
        Group app = servers("App", "Shop", env);
        Group db = servers("DB", "Shop", env);
        add(web, app, 8080, "nginx", "java", perHour, 2_000, 14_000, false);
        add(app, db, 5432, "java", "postgres", perHour, 900, 6_000, false);
        add(offices(), web, 443, "chrome.exe", "nginx", perHour / 6, 1_500, 40_000, true);
    }

    private void business() {
        Group erp = servers("App", "ERP", "Prod");
        add(offices(), erp, 8443, "chrome.exe", "java", 8, 3_000, 30_000, true);
        add(erp, servers("DB", "ERP", "Prod"), 1521, "java", "oracle", 80, 1_200, 9_000, false);
        add(erp, outside("10.90.0.7"), 1414, "java", "", 20, 4_000, 4_000, true);
        Group hr = servers("Web", "HR", "Prod");
        add(offices(), hr, 443, "msedge.exe", "httpd", 2, 2_000, 25_000, true);
        add(hr, servers("DB", "HR", "Prod"), 3306, "httpd", "mysqld", 15, 800, 5_000, true);
        Group files = servers("File", "Files", "Prod");
        add(offices(), files, 445, "System", "System", 6, 60_000, 400_000, true);
        add(offices(), outside("10.50.2.20"), 9100, "spoolsv.exe", "", 1, 90_000, 300, true);
    }

    private void infrastructure() {
        Group dc = servers("DC", "Identity", "Prod");
        Group all = group(Host::managed);
        edges.add(
                new Edge(
                        all,
                        dc,
                        53,
                        17,
                        "systemd-resolved",
                        "dns.exe",
                        20,
                        90,
                        220,
                        false,
                        Decision.ALLOWED));
        add(offices(), dc, 88, "lsass.exe", "lsass.exe", 4, 1_500, 1_500, true);
        add(offices(), dc, 389, "lsass.exe", "lsass.exe", 4, 1_200, 5_000, true);
        Group monitoring = servers("Monitoring", "Admin", "Prod");
        add(monitoring, all, 10050, "zabbix_server", "zabbix_agentd", 12, 200, 400, false);
        Group backup = servers("Backup", "Admin", "Prod");
        add(
                backup,
                group(h -> h.label("role").equals("DB")),
                22,
                "rsync",
                "sshd",
                2,
                3_000,
                0,
                false);
        Group jump = servers("Jump", "Admin", "Prod");
        add(
                jump,
                group(h -> h.label("app").equals("Shop")),
                22,
                "ssh",
                "sshd",
                1,
                9_000,
                20_000,
                true);
        Group mail = servers("Mail", "Mail", "Prod");
        add(offices(), mail, 993, "outlook.exe", "dovecot", 10, 3_000, 20_000, true);
        add(mail, outside("203.0.113.120"), 25, "postfix", "", 15, 40_000, 900, true);
    }

    private void outside() {
        Group payments = outside("203.0.113.9");
        add(servers("App", "Shop", "Prod"), payments, 443, "java", "", 30, 2_500, 3_000, false);
        Group updates = outside("203.0.113.80", "203.0.113.81");
        add(offices(), updates, 443, "svchost.exe", "", 2, 5_000, 200_000, true);
        Group builds = servers("App", "CI", "Dev");
        add(builds, updates, 443, "<script>alert(2)</script>", "", 6, 4_000, 90_000, false);
        Group dev = servers("App", "Shop", "Dev");
        Group prodDb = servers("DB", "Shop", "Prod");
        edges.add(
                new Edge(
                        dev,
                        prodDb,
                        5432,
                        6,
                        "java",
                        "postgres",
                        1,
                        0,
                        0,
                        false,
                        Decision.POTENTIALLY_BLOCKED));
    }

    private void add(
            Group from,
            Group to,
            int port,
            String srcProcess,
            String dstProcess,
            int perHour,
            long in,
            long out,
            boolean office) {
        edges.add(
                new Edge(
                        from,
                        to,
                        port,
                        6,
                        srcProcess,
                        dstProcess,
                        perHour,
                        in,
                        out,
                        office,
                        Decision.ALLOWED));
    }

    private Group offices() {
        return group(h -> h.label("role").equals("Workstation"));
    }

    private Group servers(String role, String app, String env) {
        return group(
                h ->
                        h.managed()
                                && h.label("role").equals(role)
                                && h.label("app").equals(app)
                                && h.label("env").equals(env));
    }

    private Group group(Predicate<Host> which) {
        return new Group(estate.hosts().stream().filter(which).map(Host::ip).toList(), true);
    }

    private static Group outside(String... ips) {
        return new Group(Arrays.asList(ips), false);
    }
}
