package illumiomonitor.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.CacheMode;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.List;

/** The way of the data has one direction, and only a few classes know all of it. */
@AnalyzeClasses(
        packages = "illumiomonitor",
        importOptions = ImportOption.DoNotIncludeTests.class,
        cacheMode = CacheMode.PER_CLASS)
class StagesTest {

    private static final List<String> STAGES =
            List.of(
                    "plugin",
                    "pce",
                    "pull",
                    "reference",
                    "rule",
                    "rollup",
                    "alert",
                    "outbox",
                    "run",
                    "schedule");

    private static final List<String> UNDERNEATH =
            List.of("config", "journal", "network", "time", "words");

    @ArchTest
    static final ArchRule a_stage_looks_upstream_only =
            CompositeArchRule.of(
                    STAGES.stream()
                            .limit(STAGES.size() - 1)
                            .map(
                                    stage ->
                                            (ArchRule)
                                                    noClasses()
                                                            .that()
                                                            .resideInAPackage(
                                                                    "illumiomonitor.engine."
                                                                            + stage)
                                                            .should()
                                                            .dependOnClassesThat()
                                                            .resideInAnyPackage(after(stage))
                                                            .as(stage + " imports no later stage"))
                            .toList());

    @ArchTest
    static final ArchRule what_lies_underneath_knows_no_stage =
            CompositeArchRule.of(
                    UNDERNEATH.stream()
                            .map(
                                    word ->
                                            (ArchRule)
                                                    noClasses()
                                                            .that()
                                                            .resideInAPackage(
                                                                    "illumiomonitor.engine." + word)
                                                            .should()
                                                            .dependOnClassesThat()
                                                            .resideInAnyPackage(
                                                                    STAGES.stream()
                                                                            .map(StagesTest::of)
                                                                            .toArray(String[]::new))
                                                            .as(word + " imports no stage"))
                            .toList());

    @ArchTest
    static final ArchRule only_the_rule_stage_sees_drools =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("illumiomonitor.engine.rule..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.drools..", "org.kie..");

    @ArchTest
    static final ArchRule the_spi_stands_alone =
            noClasses()
                    .that()
                    .resideInAPackage("illumiomonitor.spi..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "illumiomonitor.engine..",
                            "illumiomonitor.db..",
                            "illumiomonitor.web..");

    @ArchTest
    static final ArchRule the_store_knows_no_domain =
            noClasses()
                    .that()
                    .resideInAPackage("illumiomonitor.db..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("illumiomonitor.engine..", "illumiomonitor.spi..");

    private static String[] after(String stage) {
        return STAGES.subList(STAGES.indexOf(stage) + 1, STAGES.size()).stream()
                .map(StagesTest::of)
                .toArray(String[]::new);
    }

    private static String of(String stage) {
        return "illumiomonitor.engine." + stage;
    }
}
