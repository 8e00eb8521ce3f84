package illumiomonitor.engine.rule.guard;

import java.util.List;

/**
 * A class on the list of what rules may touch.
 *
 * @param part of the list that it stands in
 * @param name with dots, also before a nested class
 * @param why it is there
 * @param forText whether a rule's text may name it; else only the compiler writes it
 */
public record Allowance(
        String part, String name, String why, boolean forText, List<Members> members) {

    public Allowance {
        members = List.copyOf(members);
    }

    /** How a member is taken. */
    public enum How {
        /** As it is. */
        PLAIN,
        /** What it makes is weighed. */
        WEIGHED,
        /** Another method runs in its place, which ends and stays small. */
        BOUNDED,
        /** Another method runs in its place, which can be stopped; it makes nothing. */
        LEASHED;

        boolean standsIn() {
            return this == BOUNDED || this == LEASHED;
        }

        /** By its word in the list. */
        static How of(String word) {
            return switch (word) {
                case "weighed" -> WEIGHED;
                case "bounded" -> BOUNDED;
                case "leashed" -> LEASHED;
                default -> PLAIN;
            };
        }
    }

    /**
     * Some of its members.
     *
     * @param names of methods and constants, {@code new(...)} for constructors, {@code *} for all
     */
    public record Members(How how, List<String> names, String why) {

        public Members {
            names = List.copyOf(names);
        }
    }

    String simpleName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
