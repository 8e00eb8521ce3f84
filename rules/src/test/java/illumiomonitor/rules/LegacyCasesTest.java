package illumiomonitor.rules;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.form.Names;
import illumiomonitor.engine.legacy.LegacyImport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An imported rule comes with cases that it keeps. */
class LegacyCasesTest {

    @TempDir Path folder;

    private LegacyImport imported(String rule) throws Exception {
        LegacyImport imported =
                LegacyImport.of(
                        "{\"rule_scheduler\": {}, \"rules\": [{\"name\": \"a\", "
                                + (rule.contains("threshold_count")
                                        ? ""
                                        : "\"threshold_count\": 5, ")
                                + rule.replace('\'', '"')
                                + "}]}",
                        Names.NONE);
        assertThat(imported.rulesLeft()).as("%s", imported.left()).isZero();
        for (Map.Entry<String, String> file : imported.files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return imported;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'ex_port_range': '1024-65535'",
                "'ex_ports': ['8000-9000', '443']",
                "'ex_ports': ['1-65535/tcp']",
                "'ex_ports': ['443/tcp'], 'proto': 6",
                "'ports': ['8000-9000'], 'ex_port': 8000",
                "'ports': ['443/tcp', '53/udp'], 'proto': 17",
                "'ports': ['53/udp', '443/tcp'], 'ex_ports': ['53']",
                "'src_ip': '10.0.0.0/8', 'ex_src_ip': '10.0.0.0/24'",
                "'src_ip': '10.0.0.1-10.0.0.6', 'ex_src_ip': '10.0.0.1'",
                "'ex_src_ip': ['10.0.0.0/8', '198.51.100.0/24', '192.0.2.0/24']",
                "'ex_dst_ip': '0.0.0.0/0'",
                "'any_ip': '10.0.0.0/8', 'src_ip': '192.0.2.0/24'",
                "'any_ip': '10.0.0.7', 'dst_ip': '10.0.0.8'",
                "'any_iplist': 'Backup', 'src_ip': '192.0.2.9', 'dst_iplist': 'Corporate'"
                        + ", 'any_ip': null",
                "'any_iplist': 'Backup', 'ex_src_iplist': 'Backup'",
                "'ex_any_ip': '10.0.0.0/8'",
                "'src_ip': 'fd00::/8', 'ex_src_ip': 'fd00::/64'",
                "'src_label': 'env=prod', 'any_label': 'app=erp'",
                "'src_labels': ['env=prod', 'env=dev'], 'any_label': 'env=dev'",
                "'src_label': 'env=prod', 'any_label': 'env=dev'",
                "'src_label': 'env=prod', 'ex_any_label': 'env=dev'",
                "'src_labels': ['env=dev', 'env=prod'], 'ex_any_label': 'env=dev'",
                "'any_label': 'env=dev', 'ex_src_label': 'env=dev'",
                "'src_ams': true, 'ex_dst_ams': true, 'pd': 2",
                "'transmission_excludes': 'unicast'",
            })
    void cases_of_a_traffic_rule_fit_its_wishes_and_its_exclusions(String filters)
            throws Exception {
        keeps("'type': 'traffic', " + filters);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'filter_value': '*', 'threshold_count': 250000",
                "'filter_value': '!user.sign_in', 'match_fields': {'status': '!failure'}",
                "'filter_value': '!agent.*', 'filter_severity': '!info'",
                "'filter_value': 'user.sign_in', 'match_fields': {'created_by.user.username':"
                        + " '!(failure|success).*'}",
            })
    void cases_of_an_event_rule_fit_its_wishes_and_its_exclusions(String filters) throws Exception {
        keeps("'type': 'event', " + filters);
    }

    private void keeps(String rule) throws Exception {
        LegacyImport imported = imported(rule);
        assertThat(imported.files()).containsKey("imported/a.yaml");
        CaseReport report = Cases.run(folder);

        assertThat(report.results())
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.problem()).as(one.toString()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'ex_ip': null, 'ex_src_ip': ['0.0.0.0/0', '::/0']",
                "'ports': ['443'], 'ex_ports': ['400-500']",
                "'src_label': 'env=dev', 'ex_any_label': 'env=dev'",
            })
    void a_rule_that_nothing_can_fit_has_no_case(String filters) throws Exception {
        LegacyImport imported = imported("'type': 'traffic', " + filters);

        assertThat(imported.files()).doesNotContainKey("imported/a.yaml");
        assertThat(imported.differences()).anyMatch(one -> one.text().contains("no case"));
    }
}
