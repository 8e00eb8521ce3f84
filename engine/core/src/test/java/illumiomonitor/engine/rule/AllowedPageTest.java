package illumiomonitor.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.rule.guard.Allowed;
import illumiomonitor.engine.rule.guard.AllowedPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What people read about the list is the list. */
class AllowedPageTest {

    private static final Path RULES = Path.of("..", "..", "rules");

    /** {@code -Dallowed.write} writes the page anew. */
    @Test
    void the_page_says_what_the_list_says() throws IOException {
        Path page = RULES.resolve("ALLOWED.md");
        if (System.getProperty("allowed.write") != null) {
            Files.writeString(page, AllowedPage.markdown());
        }

        assertThat(page).hasContent(AllowedPage.markdown());
    }

    @Test
    void the_page_can_be_found() throws IOException {
        assertThat(Files.readString(RULES.resolve("README.md"))).contains("](ALLOWED.md)");
    }

    @Test
    void every_entry_has_its_reason() {
        assertThat(Allowed.text().lines())
                .filteredOn(line -> !line.isBlank() && !line.startsWith("#"))
                .filteredOn(line -> !line.startsWith("["))
                .allSatisfy(line -> assertThat(line).containsPattern(" \\| \\S.+"));
    }
}
