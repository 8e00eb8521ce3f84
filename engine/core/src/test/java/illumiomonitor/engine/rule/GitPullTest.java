package illumiomonitor.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.view.RuleHistory;
import illumiomonitor.engine.view.RuleViews;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rules folder that is a clone of another repository. */
class GitPullTest {

    private static final String TEXT =
            """
            package illumiomonitor.rules.own
            import illumiomonitor.spi.*
            global illumiomonitor.spi.Findings findings
            rule "own/ssh" @title("SSH") @severity(LOW)
            when $flow : Flow( port == 22 )
            then findings.add( $flow.srcIp(), "ssh" );
            end
            """;

    @TempDir Path folder;

    private Git git;
    private Planted planted;
    private Path upstream;
    private Path rules;
    private Rulebook rulebook;

    @BeforeEach
    void clone_the_rules() throws Exception {
        upstream = Files.createDirectories(folder.resolve("upstream"));
        rules = folder.resolve("rules");
        git = new Git(folder.resolve("said"));
        assumeTrue(git.isHere(), "there is no git here");
        git.in(upstream, "init", "-q");
        commit("own/ssh.drl", TEXT, "Ann Lee", "Watch SSH");
        git.in(folder, "clone", "-q", upstream.toString(), rules.toString());
        planted = new Planted();
        rulebook = new Rulebook(rules, planted.store, Clock.systemUTC());
        rulebook.refresh(Journal.none());
    }

    @AfterEach
    void close() {
        if (planted != null) {
            planted.close();
        }
    }

    private void commit(String file, String text, String author, String subject) throws Exception {
        Files.createDirectories(upstream.resolve(file).getParent());
        Files.writeString(upstream.resolve(file), text);
        git.in(upstream, "add", ".");
        git.in(upstream, "commit", "-q", "--author", author + " <x@example.com>", "-m", subject);
    }

    private List<RuleHistory.Text> versions(String rule) {
        rulebook.refresh(Journal.none());
        return new RuleViews(planted.store).history(rule).versions();
    }

    @Test
    void a_pull_makes_versions_by_who_wrote_the_commits_with_their_subjects() throws Exception {
        commit("own/ssh.drl", TEXT.replace("SSH", "SSH seen"), "Cid Ong", "Say that it is seen");
        commit("own/dns.drl", TEXT.replace("22", "53").replace("own/ssh", "own/dns"), "Dee", "DNS");
        git.in(rules, "pull", "-q");

        List<RuleHistory.Text> ssh = versions("own/ssh");

        assertThat(ssh).hasSize(2);
        assertThat(ssh.get(0).author()).isEqualTo("Cid Ong");
        assertThat(ssh.get(0).reason())
                .matches("git [0-9a-f]{7,} of 20\\d\\d-.*T.*: Say that it is seen");
        assertThat(ssh.get(0).judges()).isTrue();
        assertThat(ssh.get(1).author()).isEqualTo("Ann Lee");
        assertThat(versions("own/dns"))
                .singleElement()
                .satisfies(
                        text -> {
                            assertThat(text.author()).isEqualTo("Dee");
                            assertThat(text.judges()).isTrue();
                        });
        assertThat(rulebook.rules()).hasSize(2);
    }

    @Test
    void an_edit_in_the_checkout_is_nobodys_commit() throws Exception {
        Files.writeString(rules.resolve("own/ssh.drl"), TEXT.replace("SSH", "mine"));

        assertThat(versions("own/ssh").get(0).author()).isEqualTo("file");
    }
}
