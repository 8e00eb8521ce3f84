package illumiomonitor.engine.form;

import illumiomonitor.engine.words.Words;
import java.util.ArrayList;
import java.util.List;

/** The part of a rule that differs by kind: what is matched and what is said. */
record Body(Form form, Words words) {

    /** A line longer than this is broken between conditions. */
    private static final int WIDEST = 120;

    private static final String MARGIN = " ".repeat(13);

    String text() {
        return form.group() == Grouping.ITSELF ? single() : grouped();
    }

    private String grouped() {
        String fact = form.kind().fact.variable;
        List<String> conditions = new ArrayList<>(Conditions.of(form.filters()));
        conditions.addAll(frame());
        conditions.add("$by : " + form.group().drl);
        amount(conditions);
        return pattern("    groupby( ", conditions)
                + ";\n"
                + MARGIN
                + "$subject : $by;\n"
                + MARGIN
                + "$value : "
                + function()
                + ", $facts : collectList("
                + fact
                + ");\n"
                + MARGIN
                + (form.kind() == Kind.VOLUME ? "$value >= $max * 1048576" : "$value >= $max")
                + " )\nthen\n"
                + said("$subject, $facts", "$subject", shown());
    }

    private String single() {
        String fact = form.kind().fact.variable;
        List<String> conditions = new ArrayList<>(Conditions.of(form.filters()));
        conditions.addAll(frame());
        String match = pattern("    ", conditions) + "\nthen\n";
        return form.kind() == Kind.SPIKE
                ? match
                        + said(
                                fact + ".entity()",
                                fact + ".entity()",
                                fact + ".value()",
                                fact + ".usual()",
                                fact + ".z()")
                : match
                        + said(
                                fact + ".ip()",
                                fact + ".ip()",
                                fact + ".lasted().toMinutes()",
                                fact + ".expected()");
    }

    /** Conditions that every rule of the kind has. {@link FormReader} leaves them out. */
    private List<String> frame() {
        List<String> frame = new ArrayList<>();
        if (form.group().mayBeEmpty()) {
            frame.add(form.group().drl + " != \"\"");
        }
        switch (form.kind()) {
            case TRAFFIC -> frame.add("connections > 0");
            case VOLUME -> frame.add(form.measure().amount().drl + " > 0");
            case NEW_EDGE -> frame.add("isNew == true");
            case SPIKE -> {
                frame.add("metric == Metric." + form.measure().metric());
                frame.add("value >= " + form.measure().least());
                frame.add("z >= $max");
            }
            case SILENCE -> {
                frame.add("expected >= " + form.measure().least());
                frame.add("lasted.toMinutes() >= $max");
            }
            default -> {}
        }
        return frame;
    }

    private void amount(List<String> conditions) {
        switch (form.kind()) {
            case TRAFFIC -> conditions.add("$n : connections");
            case VOLUME -> conditions.add("$n : " + form.measure().amount().drl);
            case BANDWIDTH -> conditions.add("$n : mbps()");
            default -> {}
        }
    }

    private String function() {
        return switch (form.kind()) {
            case EVENT, NEW_EDGE -> "count()";
            case BANDWIDTH -> "max($n)";
            default -> "sum($n)";
        };
    }

    private String shown() {
        return form.kind() == Kind.VOLUME ? "$value / 1048576" : "$value";
    }

    private String said(String subject, String... values) {
        String sentence = words.get("finding." + form.kind(), Lengths.written(form.window()));
        return "    findings.add("
                + subject
                + ", "
                + Literal.quoted(sentence)
                + ", "
                + String.join(", ", values)
                + ");\n";
    }

    private String pattern(String before, List<String> conditions) {
        Kind.Fact fact = form.kind().fact;
        String start = before + fact.variable + " : " + fact.type + "( ";
        StringBuilder text = new StringBuilder(start);
        int width = start.length();
        for (int n = 0; n < conditions.size(); n++) {
            String part = conditions.get(n) + (n < conditions.size() - 1 ? "," : "");
            boolean breaks = n > 0 && width + 1 + part.length() > WIDEST;
            if (n > 0) {
                text.append(breaks ? "\n" + " ".repeat(start.length()) : " ");
            }
            width = (breaks ? start.length() : width + (n > 0 ? 1 : 0)) + part.length();
            text.append(part);
        }
        return text.append(" )").toString();
    }
}
