package illumiomonitor.web.page;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.CacheMode;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "illumiomonitor.web",
        importOptions = ImportOption.DoNotIncludeTests.class,
        cacheMode = CacheMode.PER_CLASS)
final class PagesArchitectureTest {

    @ArchTest
    static final ArchRule pages_see_no_sql =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "illumiomonitor.web.(page|login|overview|alerts|runs|rules|health)..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.jdbi..", "java.sql..", "javax.sql..", "illumiomonitor.db..")
                    .because("what a page shows comes from illumiomonitor.engine.view");

    @ArchTest
    static final ArchRule pages_see_no_rule_engine =
            noClasses()
                    .that()
                    .resideInAPackage("illumiomonitor.web..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.drools..", "org.kie..");
}
