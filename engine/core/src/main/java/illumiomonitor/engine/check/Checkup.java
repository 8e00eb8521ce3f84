package illumiomonitor.engine.check;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.alert.ExceptionsState;
import illumiomonitor.engine.check.Check.Light;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.pce.Hearing;
import illumiomonitor.engine.pce.Origin;
import illumiomonitor.engine.pce.Purpose;
import illumiomonitor.engine.pull.Disk;
import illumiomonitor.engine.pull.Integrity;
import illumiomonitor.engine.rule.RuleInfo;
import illumiomonitor.engine.rule.RuleState;
import illumiomonitor.engine.run.Cycle;
import java.util.ArrayList;
import java.util.List;

/** Asks every PCE, the store and the rules, and says what stands between silence and safety. */
public final class Checkup {

    private final Engine engine;
    private final List<Check> checks = new ArrayList<>();

    public Checkup(Engine engine) {
        this.engine = engine;
    }

    /** Looks at everything. */
    @SuppressWarnings("try") // The hearing only has to be there.
    public List<Check> work(Journal journal) throws InterruptedException {
        disk();
        rules();
        for (Cycle cycle : engine.cycles()) {
            journal.info("asking " + cycle.pce().name());
            try (Origin client = engine.clientBeside(cycle, Purpose.CHECK);
                    Hearing waits = client.hear(journal::info)) {
                new PceCheckup(engine, cycle, client, checks::add).work();
            }
        }
        store();
        return List.copyOf(checks);
    }

    /** Without room nothing is pulled, however well everything else stands. */
    private void disk() {
        new Disk(engine.store().folder().orElse(null), engine.config().pull().minFreeDisk())
                .refusal()
                .ifPresent(why -> say("disk", Light.AWAY, why, "make room there"));
    }

    private void store() throws InterruptedException {
        List<String> faults = new Integrity(engine.store()).check();
        faults.forEach(fault -> say("store", Light.WRONG, fault, "restore a backup, and tell us"));
        if (faults.isEmpty()) {
            say("store", Light.OK, (engine.store().sizeBytes() >> 20) + " MB, sound", "");
        }
    }

    private void say(String topic, Light light, String text, String advice) {
        checks.add(new Check("", topic, light, text, advice));
    }

    private void rules() {
        for (RuleState state : engine.rulebook().states()) {
            String advice =
                    state.info() == null
                            ? "mend it; until then it judges nothing"
                            : "mend the file; the version that judged before still does";
            state.errors().forEach(error -> say("rule", Light.WRONG, error.toString(), advice));
        }
        List<RuleInfo> rules = engine.rulebook().rules();
        if (rules.isEmpty()) {
            say(
                    "rules",
                    Light.WRONG,
                    "no rule is loaded from " + engine.config().rules().dir(),
                    "./monitor rules install copies the shipped ones there");
        } else {
            say("rules", Light.OK, rules.size() + " rules are loaded", "");
        }
        RuleWarnings.conflicts(engine)
                .forEach(
                        (rule, reason) ->
                                say("rule", Light.WARNING, "rule " + rule + ": " + reason, ""));
        exceptions();
        if (engine.config().channels().isEmpty()) {
            say(
                    "channels",
                    Light.WARNING,
                    "no channel is set: alerts are shown, nobody is told",
                    "add channels to monitor.yaml");
        }
    }

    private void exceptions() {
        engine.exceptions().refresh(Journal.none());
        ExceptionsState state = engine.exceptions().state();
        if (!state.error().isEmpty()) {
            say("exceptions", Light.WRONG, state.sentence(), "mend the file");
        }
        if (state.crossed().any()) {
            say(
                    "exceptions",
                    Light.WARNING,
                    state.crossed().sentence(),
                    "./monitor rules exceptions add or remove, unless it was meant");
        }
    }
}
