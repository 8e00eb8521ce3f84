package illumiomonitor.engine.form;

import illumiomonitor.spi.Metric;
import illumiomonitor.spi.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Forms by chance, of everything a form can hold. */
final class SomeForms {

    private static final List<String> WORDS =
            List.of(
                    "50% \"off\"",
                    "a \\ b */ c", "台北 連線", "x || y, z", "( open", "plain", "$n : port");

    private static final Map<Field, List<String>> VALUES =
            Map.ofEntries(
                    Map.entry(
                            Field.EVENT_TYPE,
                            List.of(
                                    "agent.tampering",
                                    "user.sign_in",
                                    "/agent\\..*/",
                                    "/.*_in|a \"b\".*/")),
                    Map.entry(Field.STATUS, List.of("success", "failure")),
                    Map.entry(Field.EVENT_SEVERITY, List.of("info", "err", "warning")),
                    Map.entry(
                            Field.NOTIFICATION,
                            List.of("user.login_failed", "request.authentication_failed")),
                    Map.entry(Field.ACTOR, List.of("ada", "DOM\\ada", "/.*a/", "a, \"b\"")),
                    Map.entry(Field.ACTOR_TYPE, List.of("user", "agent")),
                    Map.entry(Field.CALLER_IP, List.of("10.0.0.5", "FILTERED")),
                    Map.entry(Field.WORKLOAD, List.of("web1", "web2")),
                    Map.entry(Field.SUPPLIED_USER, List.of("root", "admin")),
                    Map.entry(Field.RESOURCE, List.of("list", "/.*prod.*/")),
                    Map.entry(
                            Field.DECISION,
                            List.of("BLOCKED", "ALLOWED", "POTENTIALLY_BLOCKED", "UNKNOWN")),
                    Map.entry(
                            Field.PORT, List.of("22", "443", "1000-2000", "53/17", "3000-4000/6")),
                    Map.entry(Field.PROTOCOL, List.of("6", "17", "1")),
                    Map.entry(
                            Field.SRC_LABEL,
                            List.of("env=prod", "env=dev", "app=a \"b\"", "app=x || y")),
                    Map.entry(
                            Field.DST_LABEL,
                            List.of("env=prod", "env=dev", "app=a \"b\"", "k) == =v")),
                    Map.entry(Field.ANY_LABEL, List.of("env=prod", "app=x || y", "app=erp")),
                    Map.entry(
                            Field.SRC_PLACE,
                            List.of(
                                    "10.0.0.5",
                                    "10.0.0.0/24",
                                    "Corporate",
                                    "fe80::1",
                                    "a \"b\", c")),
                    Map.entry(
                            Field.DST_PLACE,
                            List.of("10.0.0.9", "10.0.1.0/25", "Internet", "2001:db8::/32")),
                    Map.entry(Field.ANY_PLACE, List.of("10.0.0.7", "10.0.0.0/30", "Corporate")),
                    Map.entry(Field.SRC_MANAGED, List.of("yes", "no")),
                    Map.entry(Field.DST_MANAGED, List.of("yes", "no")),
                    Map.entry(Field.PROCESS, List.of("sshd", "C:\\tools\\upd.exe", "/s.*/")),
                    Map.entry(Field.USER, List.of("root", "DOM\\user")),
                    Map.entry(Field.WINDOWS_SERVICE, List.of("TermService", "Spooler")),
                    Map.entry(Field.DIRECTION, List.of("INBOUND", "OUTBOUND")),
                    Map.entry(Field.ENTITY, List.of("10.0.0.5", "10.0.0.7", "/10\\.0\\..*/")),
                    Map.entry(Field.LABEL, List.of("env=prod", "env=dev", "app=x || y")),
                    Map.entry(Field.PLACE, List.of("10.0.0.0/24", "10.0.0.5", "Corporate")),
                    Map.entry(Field.MANAGED, List.of("yes", "no")),
                    Map.entry(Field.TRANSMISSION, List.of("unicast", "broadcast")));

    private final Random dice;

    SomeForms(long seed) {
        this.dice = new Random(seed);
    }

    Form next() {
        return next(one(List.of(Kind.values())), 0.25);
    }

    /**
     * @param chance of each filter, so that some rules still see something
     */
    Form next(Kind kind, double chance) {
        return new Form(
                kind,
                one(List.of("own/a", "imported/rdp-burst-2", "traffic/x9")),
                one(WORDS),
                one(List.of(Severity.values())),
                one(List.of(Mode.values())),
                one(kind.groupings()),
                new Measure(
                        one(List.of(Amount.values())),
                        one(List.of(Metric.values())),
                        dice.nextInt(60)),
                1 + dice.nextInt(kind == Kind.EVENT || kind == Kind.NEW_EDGE ? 4 : 40),
                Duration.ofMinutes(one(List.of(1, 10, 60, 90, 1440))),
                Duration.ofMinutes(one(List.of(5, 30, 120, 10_080))),
                Duration.ofDays(one(List.of(0, 0, 7))),
                dice.nextBoolean() ? List.of() : List.of("T1046", "T1021.002"),
                filters(kind, chance),
                new Notes(note(), note(), note()));
    }

    private String note() {
        return dice.nextBoolean() ? "" : one(WORDS);
    }

    private List<Filter> filters(Kind kind, double chance) {
        List<Filter> filters = new ArrayList<>();
        for (Field field : kind.fields()) {
            for (boolean excluded : List.of(false, true)) {
                if (dice.nextDouble() < chance) {
                    filters.add(new Filter(field, excluded, values(field)));
                }
            }
        }
        return filters;
    }

    private List<String> values(Field field) {
        List<String> known = VALUES.getOrDefault(field, List.of());
        List<String> values = new ArrayList<>();
        int many = 1 + dice.nextInt(Math.min(3, known.size()));
        while (values.size() < many) {
            values.add(one(known));
        }
        return values;
    }

    String value(Field field) {
        return one(VALUES.getOrDefault(field, List.of("")));
    }

    <T> T one(List<T> many) {
        return many.get(dice.nextInt(many.size()));
    }

    int number(int below) {
        return dice.nextInt(below);
    }

    boolean maybe() {
        return dice.nextBoolean();
    }
}
