package illumiomonitor.rules;

import illumiomonitor.engine.rule.CaseText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what is wrong with a text of cases before any of them is tried. */
public final class CaseCheck {

    private static final String LONG =
            "the cases are longer than %d bytes: keep those that tell something new";

    private CaseCheck() {}

    /**
     * What cannot be understood; empty when all of it can. What a case finds is asked later.
     *
     * @param drl the rule file that the cases stand beside
     * @param rules of that file, empty when nobody knows them
     */
    public static List<CaseFault> of(String drl, List<String> rules, String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > CaseText.MOST_BYTES) {
            return List.of(new CaseFault(0, 0, "", LONG.formatted(CaseText.MOST_BYTES)));
        }
        CaseFile cases;
        try {
            cases = CaseFile.parse(text);
        } catch (IllegalArgumentException e) {
            return List.of(BadCase.of(e).fault());
        }
        CasePlaces places = new CasePlaces(text);
        List<CaseFault> faults = new ArrayList<>();
        if (!rules.isEmpty() && !rules.contains(cases.rule())) {
            faults.add(places.placed(renamed(drl, cases.rule(), rules)).fault());
        }
        for (int n = 0; n < cases.cases().size(); n++) {
            int number = n;
            fault(cases, cases.cases().get(n))
                    .ifPresent(e -> faults.add(places.placed(number, e).fault()));
        }
        return faults;
    }

    /** Cases of a rule that their file does not have. */
    static BadCase renamed(String drl, String rule, List<String> rules) {
        String sentence = "%s has no rule \"%s\"; it has %s";
        return new BadCase(rule, sentence.formatted(drl, rule, String.join(", ", rules)), null);
    }

    private static Optional<IllegalArgumentException> fault(CaseFile cases, CaseFile.Case one) {
        try {
            Instant at = Cases.at(cases, one);
            Spared.of(cases, one, at);
            CaseGiven.of(cases, one, at);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e);
        }
    }
}
