package illumiomonitor.plugins.zeek;

/** The fields of one line by Zeek's names; empty where one is not there or not set. */
interface Fields {

    /** Value of a field. */
    String get(String name);

    /** Value of the first of some names that is set. */
    default String first(String... names) {
        for (String name : names) {
            String value = get(name);
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }
}
