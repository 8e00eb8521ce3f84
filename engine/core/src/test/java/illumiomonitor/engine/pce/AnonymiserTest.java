package illumiomonitor.engine.pce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that tells whose a recording is comes through, wherever it stands. */
class AnonymiserTest {

    /** Fields whose text is somebody's own. */
    private static final List<String> FIELDS =
            List.of(
                    "name",
                    "hostname",
                    "fqdn",
                    "pce_fqdn",
                    "description",
                    "notes",
                    "message",
                    "detail",
                    "value",
                    "display_name",
                    "user_name",
                    "username",
                    "supplied_username",
                    "email",
                    "full_name",
                    "process_name",
                    "windows_service_name",
                    "service_name",
                    "os_id",
                    "os_detail",
                    "data_center",
                    "data_center_zone",
                    "public_ip",
                    "src_ip",
                    "ip",
                    "address",
                    "from_ip",
                    "to_ip",
                    "default_gateway_address",
                    "distinguished_name",
                    "external_data_set",
                    "external_data_reference",
                    "service_principal_name",
                    "href",
                    "api_endpoint",
                    "location",
                    "interface_name",
                    "network",
                    "uuid",
                    "reason",
                    "activation_recovery_key",
                    "hash",
                    "an_unknown_field");

    /** Fields that keep the PCE's words; no sentence is one. */
    private static final List<String> WORDS =
            List.of("status", "state", "type", "severity", "mode");

    private static JsonNode read(String json) throws Exception {
        return Json.MAPPER.readTree(json);
    }

    private static void assertTellsNothing(JsonNode veiled) {
        assertThat(veiled.toString().toLowerCase(Locale.ROOT))
                // Veils are made of these letters by chance, and may hold such a number.
                .doesNotContainPattern("(?<![0-9a-f])3142(?![0-9a-f])")
                .doesNotContain("acme", "joe", "77.88", "77:88", "4d4d:5858");
    }

    private static JsonNode planted(String marker) {
        ObjectNode event = Json.MAPPER.createObjectNode();
        ArrayNode changes = event.putArray("resource_changes");
        for (String field : FIELDS) {
            event.put(field, marker);
            event.withObject("/created_by/user").put(field, marker);
            event.withArray("labels").addObject().put("key", marker).put(field, marker);
            event.withArray("notifications").addObject().putObject("info").put(field, marker);
            ObjectNode change = changes.addObject();
            change.putObject("resource").putObject("workload").put(field, marker);
            change.putObject("changes").putObject(field).put("before", marker).put("after", marker);
            change.withObject("/changes").putObject("labels").putArray("created").add(marker);
        }
        if (!marker.matches("[a-z_]+")) {
            event.putObject("counts").put(marker, 7);
        }
        return event;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Acme",
                "acme-db01",
                "ACME payroll of Joe",
                "acme-db01.acme.corp",
                "joe@acme.corp",
                "ACME\\joe",
                "/opt/acme/bin/acmed",
                "C:\\Acme\\joe.exe",
                "https://pce.acme.corp:8443/acme?q=joe",
                "http://joe:x@acme.corp/",
                "10.77.88.99",
                "10.77.88.0/24",
                "10.77.88.1-10.77.88.9",
                "10.77.88.99:443",
                "2001:db8:77:88::1",
                "fe80::77:88%acme0",
                "64:ff9b::10.77.88.99",
                "64:ff9b::4d4d:5858",
                "::4d4d:5858",
                "joe of acme signed in from 10.77.88.99",
                "/orgs/3142/users/joe",
                "/api/v2/orgs/3142/sec_policy/draft/acme",
                "CN=joe,OU=acme,DC=corp",
                "acme_joe_app"
            })
    void a_text_is_replaced_wherever_it_stands(String marker) {
        assertTellsNothing(new Anonymiser().veil(planted(marker)));
    }

    @Test
    void a_sentence_under_a_key_of_words_is_replaced_and_a_word_stays() throws Exception {
        for (String key : WORDS) {
            ObjectNode event = Json.MAPPER.createObjectNode();
            event.put(key, "host acme-db01 of joe is gone");
            assertTellsNothing(new Anonymiser().veil(event));
            event.put(key, "timed out");
            assertThat(new Anonymiser().veil(event)).isEqualTo(event);
        }
    }

    @Test
    void the_number_of_the_organisation_is_replaced_and_other_numbers_stay() throws Exception {
        JsonNode veiled = new Anonymiser().veil(read("{\"org_id\": 3142, \"port\": 443}"));

        assertThat(veiled).isEqualTo(read("{\"org_id\": 1, \"port\": 443}"));
    }

    @Test
    void a_name_that_is_written_like_a_field_is_replaced_where_it_is_a_key() throws Exception {
        JsonNode veiled =
                new Anonymiser()
                        .veil(
                                read(
                                        "{\"users\": {\"jsmith\": 3, \"acme_db\": 4}, \"name\": \"jsmith\"}"));

        assertThat(veiled.toString()).doesNotContain("jsmith", "acme_db");
        assertThat(veiled.path("users").has(veiled.path("name").asText()))
                .as("the same name has the same veil, as a key and as a text")
                .isTrue();
    }

    @Test
    void keys_that_differ_stay_apart_though_their_veils_are_equal() throws Exception {
        JsonNode veiled =
                new Anonymiser()
                        .veil(read("{\"users\": {\"Web-01\": 1, \"web-01\": 2, \"WEB-01\": 3}}"));

        assertThat(veiled.path("users")).hasSize(3);
    }

    @Test
    void a_table_by_href_keeps_its_hrefs_related_to_others() throws Exception {
        JsonNode veiled =
                new Anonymiser()
                        .veil(
                                read(
                                        "{\"href\": \"/orgs/3142/labels/7\", \"usage\": {\"/orgs/3142/labels/7\": true}}"));

        assertThat(veiled.path("usage").has(veiled.path("href").asText())).isTrue();
        assertTellsNothing(veiled);
    }
}
