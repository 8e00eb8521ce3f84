package illumiomonitor.engine.alert;

import illumiomonitor.engine.rule.Found;
import illumiomonitor.engine.rule.Judgement;
import illumiomonitor.engine.rule.Proof;
import illumiomonitor.engine.rule.RuleInfo;
import illumiomonitor.engine.rule.RuleResult;
import illumiomonitor.spi.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes one judgement into the ledger. Used once. */
final class Recorder {

    private static final Duration ABOUT = Duration.ofHours(6);
    private static final int EVIDENCE_TICKS = 20;
    private static final int EVIDENCE_PER_TICK = 100;

    private final Ledger ledger;
    private final Judgement judgement;
    private final Exceptions exceptions;
    private final boolean tell;
    private final Map<Instant, Instant> askedAt = new HashMap<>();
    private final List<Notification> notifications = new ArrayList<>();
    private final Set<String> graduated = new HashSet<>();
    private int findings;
    private int held;
    private int withdrawn;
    private int opened;

    Recorder(Ledger ledger, Judgement judgement, Exceptions exceptions, boolean tell) {
        this.ledger = ledger;
        this.judgement = judgement;
        this.exceptions = exceptions;
        this.tell = tell;
    }

    /**
     * @throws InterruptedException if it is to stop; many alerts take longer than a signal may wait
     */
    Recorded record() throws InterruptedException {
        Map<String, Map<String, StoredFinding>> earlier = earlier();
        Set<String> failed = new HashSet<>();
        Graduations graduations = new Graduations(ledger);
        for (RuleResult result : judgement.results()) {
            String rule = result.rule().name();
            if (result.error() == null) {
                if (tell && graduations.take(result)) {
                    graduated.add(rule);
                }
                take(result, earlier.getOrDefault(rule, Map.of()));
            } else {
                failed.add(rule);
            }
        }
        // A rule that gave no answer has not said that it is quiet.
        int closed = ledger.closeQuiet(failed);
        return new Recorded(
                judgement.pceId(),
                judgement.pce(),
                judgement.tick(),
                findings,
                held,
                withdrawn,
                opened,
                closed,
                notifications,
                graduated);
    }

    private Map<String, Map<String, StoredFinding>> earlier() {
        Map<String, Map<String, StoredFinding>> byRule = new HashMap<>();
        for (StoredFinding finding : ledger.findings().at(ledger.pceId(), ledger.tick())) {
            byRule.computeIfAbsent(finding.rule(), rule -> new LinkedHashMap<>())
                    .put(finding.subject(), finding);
        }
        return byRule;
    }

    private void take(RuleResult result, Map<String, StoredFinding> earlier)
            throws InterruptedException {
        Map<String, Found> bySubject = new LinkedHashMap<>();
        result.findings().forEach(found -> bySubject.put(Clip.name(255, found.subject()), found));
        for (StoredFinding finding : earlier.values()) {
            goOn();
            if (!finding.withdrawn() && !bySubject.containsKey(finding.subject())) {
                withdraw(result.rule(), finding);
            }
        }
        for (Map.Entry<String, Found> one : bySubject.entrySet()) {
            goOn();
            take(result.rule(), one.getKey(), one.getValue(), earlier.get(one.getKey()));
        }
    }

    private static void goOn() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("stopped while alerts were remembered");
        }
    }

    private void withdraw(RuleInfo rule, StoredFinding finding) {
        ledger.findings().withdraw(finding.findingId());
        new Timeline(ledger, rule, finding.subject()).lost(finding.tick());
        withdrawn++;
    }

    private void take(RuleInfo rule, String subject, Found found, @Nullable StoredFinding earlier) {
        StoredFinding finding = stored(subject, found, earlier);
        boolean counted = earlier != null && !earlier.withdrawn();
        if (earlier == null) {
            ledger.findings().insert(ledger.pceId(), finding);
        } else {
            ledger.findings().replace(finding);
        }
        Timeline timeline = new Timeline(ledger, rule, subject);
        Episode episode = timeline.found(finding, counted);
        if (earlier != null) {
            ledger.evidence().delete(episode.alertId(), ledger.tick());
        }
        prove(episode, found.proofs());
        findings++;
        held += finding.held().isEmpty() ? 0 : 1;
        opened += !counted && episode.occurrences() == 1 ? 1 : 0;
        if (tell) {
            tell(episode, finding, found, timeline);
        }
    }

    /** Why a finding of the judgement would tell nobody; nothing is written. */
    Optional<Silence> silence(RuleInfo rule, Found found) {
        String subject = Clip.name(255, found.subject());
        StoredFinding finding = stored(subject, found, null);
        Timeline timeline = new Timeline(ledger, rule, subject);
        Episode episode = timeline.foreseen(finding);
        return Telling.about(episode, finding, timeline).isPresent()
                ? Optional.empty()
                : Optional.of(Telling.silence(episode, finding, timeline));
    }

    private void tell(Episode episode, StoredFinding finding, Found found, Timeline timeline) {
        Telling.about(episode, finding, timeline)
                .ifPresent(
                        cause -> {
                            Episode told = told(episode, finding);
                            ledger.episodes().update(told);
                            ledger.episodes()
                                    .tell(
                                            told.alertId(),
                                            finding.tick(),
                                            finding.measured(),
                                            finding.z());
                            notifications.add(
                                    new Notification(
                                            alert(told, found.proofs()),
                                            told.notifications(),
                                            cause,
                                            timeline.rule().attack()));
                        });
    }

    /** An acknowledged alert whose severity rises is open again. */
    private static Episode told(Episode episode, StoredFinding finding) {
        Instant before = episode.notifiedTick();
        Instant tick = before != null && before.isAfter(finding.tick()) ? before : finding.tick();
        Draft draft =
                new Draft(episode)
                        .told(episode.notifications() + 1, tick, finding.severity().name())
                        .acknowledged(false);
        return episode.state() == AlertState.ACKNOWLEDGED
                ? draft.state(AlertState.OPEN, null).episode()
                : draft.episode();
    }

    private StoredFinding stored(String subject, Found found, @Nullable StoredFinding earlier) {
        // Also what a shadow rule finds: an exception is seen to work before the rule goes live.
        Optional<Sparing> sparing = exceptions.sparing(found, ledger.tick());
        String source = source(found.proofs());
        return new StoredFinding(
                earlier == null ? 0 : earlier.findingId(),
                found.rule(),
                found.ruleVersion(),
                subject,
                ledger.tick(),
                found.severity(),
                Clip.to(2000, found.summary()),
                judgement.settled() || (earlier != null && earlier.confirmed()),
                false,
                Clip.to(255, sparing.map(Sparing::held).orElse(found.held())),
                sparing.map(Sparing::id).orElse(""),
                source,
                earlier == null ? found.happenedAt() : earlier.happenedAt(),
                earlier == null ? visibleAt(found, source) : earlier.visibleAt(),
                earlier == null ? found.pulledAt() : earlier.pulledAt(),
                earlier == null ? ledger.judgedAt() : earlier.judgedAt(),
                found.measure().value(),
                found.measure().z());
    }

    private static String source(List<Proof> proofs) {
        if (proofs.stream().anyMatch(proof -> proof.kind().equals("FLOW"))) {
            return "TRAFFIC";
        }
        return proofs.stream().anyMatch(proof -> proof.kind().equals("EVENT")) ? "EVENTS" : "";
    }

    /**
     * A PCE shows an event at once; a flow was not seen before the answer that brought it was asked
     * for.
     */
    private Instant visibleAt(Found found, String source) {
        if (!source.equals("TRAFFIC")) {
            return found.happenedAt();
        }
        return askedAt.computeIfAbsent(
                found.pulledAt(),
                pulledAt ->
                        ledger.findings()
                                .askedAt(
                                        ledger.pceId(),
                                        source,
                                        pulledAt.minus(ABOUT),
                                        pulledAt.plus(ABOUT),
                                        pulledAt)
                                .orElse(pulledAt));
    }

    private void prove(Episode episode, List<Proof> proofs) {
        EvidenceDao evidence = ledger.evidence();
        List<Proof> rows =
                proofs.stream()
                        .limit(EVIDENCE_PER_TICK)
                        .map(
                                proof ->
                                        new Proof(
                                                proof.kind(),
                                                proof.flowId(),
                                                proof.eventId(),
                                                Clip.to(255, proof.name()),
                                                Clip.to(2000, proof.value())))
                        .toList();
        if (!rows.isEmpty()) {
            evidence.insert(episode.alertId(), ledger.tick(), rows);
        }
        if (episode.occurrences() > EVIDENCE_TICKS) {
            evidence.newestBeyond(episode.alertId(), EVIDENCE_TICKS)
                    .ifPresent(tick -> evidence.deleteUpTo(episode.alertId(), tick));
        }
    }

    private Alert alert(Episode episode, List<Proof> proofs) {
        return new Alert(
                episode.alertId(),
                judgement.pce(),
                episode.rule(),
                episode.ruleVersion(),
                episode.title(),
                episode.severity(),
                episode.subject(),
                episode.summary(),
                episode.state().name(),
                episode.firstTick(),
                episode.lastTick(),
                episode.occurrences(),
                proofs.stream()
                        .limit(EVIDENCE_PER_TICK)
                        .map(p -> new Alert.Evidence(p.kind(), p.name(), p.value()))
                        .toList());
    }
}
