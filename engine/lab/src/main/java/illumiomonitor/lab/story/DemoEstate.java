package illumiomonitor.lab.story;

import illumiomonitor.lab.estate.Estate;
import illumiomonitor.lab.estate.Host;
import java.util.List;

/**
 * A company of about sixty hosts: a shop, its test stage, offices, infrastructure, some machines
 * without a VEN, and names that were made up to break pages.
 */
public final class DemoEstate {

    private static final String MEASURED = "enhanced_data_collection";

    private final Estate estate;

    private DemoEstate(Estate estate) {
        this.estate = estate;
    }

    /** Moves everybody in. */
    public static void fill(Estate estate) {
        DemoEstate demo = new DemoEstate(estate);
        demo.shop("Prod", "10.10", "full", 4);
        demo.shop("Dev", "10.20", "visibility_only", 2);
        demo.finance();
        demo.infrastructure();
        demo.offices();
        demo.unmanaged();
        demo.internet();
    }

    private void shop(String env, String net, String enforcement, int size) {
        String prefix = env.equals("Prod") ? "shop" : "shop-dev";
        for (int i = 1; i <= size; i++) {
            server(prefix + "-web-0" + i, net + ".1." + i, enforcement, "Web", "Shop", env);
            server(prefix + "-app-0" + i, net + ".2." + i, enforcement, "App", "Shop", env);
        }
        for (int i = 1; i <= size / 2; i++) {
            Host db = server(prefix + "-db-0" + i, net + ".3." + i, enforcement, "DB", "Shop", env);
            estate.put(db.withVisibility(MEASURED));
        }
    }

    private void finance() {
        server("erp-app-01", "10.10.12.1", "selective", "App", "ERP", "Prod");
        server("財務資料庫-01", "10.10.13.1", "selective", "DB", "ERP", "Prod");
        server("hr-web-01", "10.10.21.1", "visibility_only", "Web", "HR", "Prod");
        server("hr-db-01", "10.10.23.1", "visibility_only", "DB", "HR", "Prod");
        Host files = server("files-01", "10.10.30.1", "selective", "File", "Files", "Prod");
        estate.put(files.withVisibility(MEASURED).withOs("windows"));
    }

    private void infrastructure() {
        for (int i = 1; i <= 2; i++) {
            Host dc = server("dc-0" + i, "10.10.40." + i, "selective", "DC", "Identity", "Prod");
            estate.put(dc.withOs("windows"));
        }
        server("jump-01", "10.10.41.1", "full", "Jump", "Admin", "Prod");
        server("backup-01", "10.10.42.1", "visibility_only", "Backup", "Admin", "Prod");
        server("monitoring-01", "10.10.43.1", "visibility_only", "Monitoring", "Admin", "Prod");
        server("mail-01", "10.10.44.1", "selective", "Mail", "Mail", "Prod");
        Host nameless = server("build-01", "10.20.50.1", "idle", "Build", "CI", "Dev");
        estate.put(nameless.named("", "build-01.lab.test"));
        server("<img src=x onerror=alert(1)>", "10.20.50.2", "visibility_only", "App", "CI", "Dev");
        server("=cmd|' /C calc'!A0", "10.20.50.3", "visibility_only", "App", "CI", "Dev");
    }

    private void offices() {
        for (int i = 1; i <= 16; i++) {
            String place = i <= 10 ? "台北" : "London";
            String net = i <= 10 ? "10.50.1." : "10.60.1.";
            Host host =
                    estate.workload(
                            "ws-%02d".formatted(i),
                            net + (100 + i),
                            "role=Workstation",
                            "app=Office",
                            "env=Prod",
                            "loc=" + place);
            estate.put(host.withOs("windows").withVisibility(MEASURED));
        }
    }

    private void unmanaged() {
        estate.unmanaged("printer-01", "10.50.2.20", "role=Printer", "loc=台北");
        estate.unmanaged("printer-02", "10.60.2.20", "role=Printer", "loc=London");
        estate.unmanaged("legacy-mainframe", "10.90.0.7", "role=Mainframe", "app=ERP", "env=Prod");
        estate.ipList("Office Taipei", "10.50.0.0/16");
        estate.ipList("Office London", "10.60.0.0/16");
        estate.ipList("Payment partner", "203.0.113.0/26");
    }

    private void internet() {
        estate.fqdn("203.0.113.9", "api.payments.test");
        estate.fqdn("203.0.113.80", "cdn.updates.test");
        estate.fqdn("203.0.113.81", "telemetry.updates.test");
        estate.fqdn("203.0.113.120", "mx.partner.test");
        estate.fqdn("198.51.100.77", "files.dropzone.test");
        estate.fqdn("198.51.100.23", "status-check.test");
    }

    private Host server(
            String name, String ip, String enforcement, String role, String app, String env) {
        List<String> labels = List.of("role=" + role, "app=" + app, "env=" + env, "loc=台北");
        Host host = estate.workload(name, ip, labels.toArray(new String[0]));
        return estate.put(host.withEnforcement(enforcement));
    }
}
