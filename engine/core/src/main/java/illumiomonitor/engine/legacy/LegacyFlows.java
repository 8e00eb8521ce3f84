package illumiomonitor.engine.legacy;

import illumiomonitor.engine.form.Field;
import illumiomonitor.engine.form.Filter;
import illumiomonitor.engine.form.FormException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Filters of traffic rules. */
final class LegacyFlows {

    /** How the PCE writes all managed systems. */
    private static final String MANAGED = "actors:ams";

    private static final Map<String, Field> KEYS = keys();
    private static final Map<String, Field> PLACES = places();

    private final LegacyKeys keys;
    private final boolean ops;
    private final Map<Field, List<String>> wanted = new EnumMap<>(Field.class);
    private final Map<Field, List<String>> unwanted = new EnumMap<>(Field.class);

    private LegacyFlows(LegacyKeys keys, boolean ops) {
        this.keys = keys;
        this.ops = ops;
    }

    static List<Filter> of(LegacyKeys keys, boolean ops) throws Refused {
        return new LegacyFlows(keys, ops).filters();
    }

    private static Map<String, Field> keys() {
        Map<String, Field> keys = new LinkedHashMap<>();
        for (String plural : List.of("", "s")) {
            keys.put("port" + plural, Field.PORT);
            keys.put("port_range" + plural, Field.PORT);
            keys.put("src_label" + plural, Field.SRC_LABEL);
            keys.put("dst_label" + plural, Field.DST_LABEL);
        }
        keys.put("any_label", Field.ANY_LABEL);
        keys.put("proto", Field.PROTOCOL);
        keys.put("process_name", Field.PROCESS);
        keys.put("windows_service_name", Field.WINDOWS_SERVICE);
        keys.put("transmission", Field.TRANSMISSION);
        return keys;
    }

    private static Map<String, Field> places() {
        Map<String, Field> places = new LinkedHashMap<>();
        places.put("src_ip_in", Field.SRC_PLACE);
        places.put("src_ip", Field.SRC_PLACE);
        places.put("src_iplist", Field.SRC_PLACE);
        places.put("src_iplists", Field.SRC_PLACE);
        places.put("dst_ip_in", Field.DST_PLACE);
        places.put("dst_ip", Field.DST_PLACE);
        places.put("dst_iplist", Field.DST_PLACE);
        places.put("dst_iplists", Field.DST_PLACE);
        places.put("any_ip", Field.ANY_PLACE);
        places.put("any_iplist", Field.ANY_PLACE);
        return places;
    }

    private List<Filter> filters() throws Refused {
        decision();
        for (Map.Entry<String, Field> key : KEYS.entrySet()) {
            if (ops || key.getKey().matches("port|proto|src_label|dst_label")) {
                take(key.getKey(), key.getValue(), wanted);
            }
            if (ops || key.getKey().matches("port|src_label|dst_label")) {
                take("ex_" + key.getKey(), key.getValue(), unwanted);
            }
        }
        if (ops) {
            take("transmission_excludes", Field.TRANSMISSION, unwanted);
            managed("src_ams", Field.SRC_MANAGED);
            managed("dst_ams", Field.DST_MANAGED);
        }
        for (Map.Entry<String, Field> key : PLACES.entrySet()) {
            if (ops || key.getKey().endsWith("_ip_in")) {
                takePlaces(key.getKey(), key.getValue(), wanted);
            }
            if (ops || key.getKey().matches("(src|dst)_ip")) {
                takePlaces("ex_" + key.getKey(), key.getValue(), unwanted);
            }
        }
        List<Filter> filters = new ArrayList<>();
        wanted.forEach((field, values) -> filters.add(new Filter(field, false, values)));
        unwanted.forEach((field, values) -> filters.add(new Filter(field, true, values)));
        return filters;
    }

    private void decision() throws Refused {
        String pd = keys.text("pd", ops ? "-1" : "3");
        String any = ops ? "-1" : "3";
        if (pd.equals(any) || pd.equals("-1")) {
            if (!ops) {
                // It never asked for traffic of unknown decision.
                wanted.put(Field.DECISION, List.of("ALLOWED", "POTENTIALLY_BLOCKED", "BLOCKED"));
            }
            return;
        }
        wanted.put(
                Field.DECISION,
                List.of(
                        switch (pd) {
                            case "0" -> "ALLOWED";
                            case "1" -> "POTENTIALLY_BLOCKED";
                            case "2" -> "BLOCKED";
                            case "3" -> "UNKNOWN";
                            default -> throw new Refused("pd", "decision " + pd + " is not known");
                        }));
    }

    private void managed(String key, Field field) throws Refused {
        if (keys.flag(key, false, MANAGED)) {
            wanted.put(field, List.of("yes"));
        }
        if (keys.flag("ex_" + key, false, MANAGED)) {
            unwanted.put(field, List.of("yes"));
        }
    }

    private void take(String key, Field field, Map<Field, List<String>> into) throws Refused {
        List<String> values = keys.list(key);
        boolean number = field == Field.PORT || field == Field.PROTOCOL;
        // There, 0 and nothing were the same.
        values.removeIf(value -> number && value.equals("0"));
        if (values.isEmpty()) {
            return;
        }
        if (into == wanted && into.containsKey(field)) {
            throw new Refused(
                    key,
                    "stands beside another key of its kind; how they go together is not known");
        }
        for (String value : values) {
            if (key.contains("port_range") && value.indexOf('-') < 0) {
                throw new Refused(key, value + " is no range such as 1000-2000");
            }
            if (!ops && field != Field.PORT && value.chars().filter(c -> c == '=').count() > 1) {
                throw new Refused(key, value + " has two signs =, and never matched there");
            }
            check(key, field, value);
        }
        into.computeIfAbsent(field, f -> new ArrayList<>()).addAll(values);
    }

    private void takePlaces(String key, Field field, Map<Field, List<String>> into) throws Refused {
        List<String> values = new ArrayList<>();
        for (String value : keys.list(key)) {
            if (value.startsWith("/orgs/") || value.startsWith("/api/")) {
                throw new Refused(
                        key,
                        value
                                + " is the PCE's own id; write the name of the IP list or the"
                                + " address instead");
            }
            if (!ops && value.matches("[0-9a-fA-F.:]+/\\d+")) {
                throw new Refused(
                        key,
                        value
                                + " is a network, which never matched there: it knew only single"
                                + " addresses and names of IP lists");
            }
            if (key.contains("iplist") && value.matches("[0-9.]+(/\\d+)?")) {
                throw new Refused(key, value + " is no name of an IP list");
            }
            List<String> blocks = ops ? Blocks.of(value) : List.of(value);
            for (String block : blocks) {
                check(key, field, block);
            }
            values.addAll(blocks);
        }
        if (values.isEmpty()) {
            return;
        }
        if (into == wanted && into.containsKey(field)) {
            throw new Refused(
                    key,
                    "stands beside another key of its kind; how they go together is not known");
        }
        into.computeIfAbsent(field, f -> new ArrayList<>()).addAll(values);
    }

    private static void check(String key, Field field, String value) throws Refused {
        try {
            Filter.only(field, value);
        } catch (FormException e) {
            throw new Refused(key, String.valueOf(e.getMessage()));
        }
    }
}
