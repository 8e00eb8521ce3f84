package illumiomonitor.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.CacheMode;
import com.tngtech.archunit.lang.ArchRule;

/** The modules and what they may know of one another; this one has all of them on its path. */
@AnalyzeClasses(
        packages = "illumiomonitor",
        importOptions = ImportOption.DoNotIncludeTests.class,
        cacheMode = CacheMode.PER_CLASS)
final class LayoutTest {

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("illumiomonitor.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule plugins_are_built_on_the_spi_alone =
            noClasses()
                    .that()
                    .resideInAPackage("illumiomonitor.plugins..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "illumiomonitor.engine..",
                            "illumiomonitor.db..",
                            "illumiomonitor.rules..",
                            "illumiomonitor.web..");

    @ArchTest
    static final ArchRule the_lab_pretends_a_pce_and_knows_nothing_of_who_asks =
            noClasses()
                    .that()
                    .resideInAPackage("illumiomonitor.lab..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "illumiomonitor.engine..",
                            "illumiomonitor.db..",
                            "illumiomonitor.plugins..",
                            "illumiomonitor.rules..",
                            "illumiomonitor.web..");

    @ArchTest
    static final ArchRule the_shipped_rules_know_no_pages =
            noClasses()
                    .that()
                    .resideInAPackage("illumiomonitor.rules..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("illumiomonitor.web..", "illumiomonitor.lab..");

    @ArchTest
    static final ArchRule nobody_asks_for_a_collection =
            noClasses()
                    .should()
                    .callMethod(System.class, "gc")
                    .orShould()
                    .callMethod(Runtime.class, "gc")
                    .because("the collector knows better, and a full collection stops everything");
}
