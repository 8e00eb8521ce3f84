package illumiomonitor.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever owns a checkout of rules says in its settings what git runs; git is asked without. */
class GitHarmTest {

    private static final String FILE = "own/ssh.drl";

    @TempDir Path folder;

    private Git git;
    private Path rules;
    private Path ran;

    @BeforeEach
    void make_a_signed_checkout_whose_settings_run_programs() throws Exception {
        git = new Git(folder.resolve("said"));
        assumeTrue(git.isHere(), "there is no git here");
        rules = Files.createDirectories(folder.resolve("rules/own")).getParent();
        ran = folder.resolve("ran");
        git.in(rules, "init", "-q");
        Files.writeString(rules.resolve(".gitattributes"), "*.drl filter=x diff=x\n");
        Files.writeString(rules.resolve(FILE), Trials.blocked("own/ssh", 1));
        git.in(rules, "add", ".");
        Path signs =
                program(
                        "signs",
                        "cat > /dev/null\n"
                                + "printf '\\n[GNUPG:] SIG_CREATED D\\n' >&2\n"
                                + "echo '-----BEGIN PGP SIGNATURE-----'\n"
                                + "echo '-----END PGP SIGNATURE-----'\n");
        git.in(
                rules,
                "-c",
                "gpg.program=" + signs,
                "commit",
                "-q",
                "-S",
                "--author",
                "Ann Lee <ann@example.com>",
                "-m",
                "Watch SSH");
        runs("gpg.program", "log.showSignature", "true");
        runs("core.fsmonitor", "core.pager", "pager.log", "true");
        runs("filter.x.clean", "filter.x.smudge", "filter.x.process", "filter.x.required", "true");
        runs("diff.x.textconv", "diff.x.command", "diff.external", "core.sshCommand");
        for (String hook : new String[] {"post-index-change", "fsmonitor-watchman"}) {
            Files.copy(
                    program("hook", "echo " + hook + " >> " + ran + "\n"),
                    rules.resolve(".git/hooks/" + hook));
        }
        // Git looks into a file again that seems changed.
        Files.setLastModifiedTime(
                rules.resolve(FILE), FileTime.from(Instant.now().minusSeconds(5)));
        Files.deleteIfExists(ran);
    }

    /** Sets keys to a program that tells that it ran; the last to a value where it is no key. */
    private void runs(String... keys) throws Exception {
        for (int i = 0; i < keys.length; i++) {
            if (i + 1 < keys.length && !keys[i + 1].contains(".")) {
                git.in(rules, "config", keys[i], keys[i + 1]);
                return;
            }
            Path tells = program(keys[i], "echo " + keys[i] + " >> " + ran + "\ncat\n");
            git.in(rules, "config", keys[i], tells.toString());
        }
    }

    private Path program(String name, String text) throws IOException {
        Path program = folder.resolve(name + ".sh");
        Files.writeString(program, "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program;
    }

    private Authors.Author author() throws IOException {
        return new Authors(rules)
                .ofFile(FILE, Files.getLastModifiedTime(rules.resolve(FILE)).toInstant());
    }

    @Test
    void nothing_runs_and_the_author_is_read() throws Exception {
        Authors.Author author = author();

        assertThat(ran).doesNotExist();
        assertThat(author.name()).isEqualTo("Ann Lee");
        assertThat(author.reason()).matches("git [0-9a-f]{7,} of \\S+: Watch SSH");
    }

    @Test
    void the_programs_are_such_as_git_runs_when_it_is_asked_in_the_common_way() throws Exception {
        git.in(rules, "log", "-1");
        assertThat(ran).content().contains("gpg.program");

        git.in(rules, "config", "--unset", "filter.x.process");
        git.in(rules, "status");
        assertThat(ran).content().contains("filter.x.clean").contains("core.fsmonitor");
    }

    @Test
    void what_a_checkout_left_with_another_is_not_fetched() throws Exception {
        Path tells = program("remote", "echo remote >> " + ran + "\n");
        git.in(rules, "config", "core.repositoryFormatVersion", "1");
        git.in(rules, "config", "extensions.partialClone", "origin");
        git.in(rules, "config", "remote.origin.url", "ext::" + tells);
        git.in(rules, "config", "remote.origin.promisor", "true");
        git.in(rules, "config", "protocol.ext.allow", "always");
        removeObjects();

        assertThat(author()).isNotNull();
        assertThat(ran).doesNotExist();
    }

    /** All but the commit itself. */
    private void removeObjects() throws Exception {
        git.in(rules, "rev-parse", "HEAD");
        String head = Files.readString(git.said()).strip();
        try (var files = Files.walk(rules.resolve(".git/objects"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!head.endsWith(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
    }

    @Test
    void an_edit_is_nobodys_commit() throws Exception {
        Files.writeString(rules.resolve(FILE), Trials.blocked("own/ssh", 2));

        assertThat(author().name()).isEqualTo("file");
    }

    @Test
    void a_file_that_git_wrote_with_the_ends_of_lines_of_another_system_is_not_edited()
            throws Exception {
        String text = Files.readString(rules.resolve(FILE));
        Files.writeString(rules.resolve(FILE), text.replace("\n", "\r\n"));

        assertThat(author().name()).isEqualTo("Ann Lee");
    }

    @Test
    void a_file_that_was_never_committed_is_nobodys_commit() throws Exception {
        Files.writeString(rules.resolve("own/dns.drl"), Trials.blocked("own/dns", 2));

        assertThat(new Authors(rules).ofFile("own/dns.drl", Instant.now()).name())
                .isEqualTo("file");
    }

    @Test
    void a_diary_that_is_long_or_written_in_other_letters_is_read_from_its_end() throws Exception {
        Path diary = rules.resolve(".git/logs/HEAD");
        byte[] entry = Files.readAllBytes(diary);
        Files.write(diary, "Andr\u00e9\n".repeat(100_000).getBytes(StandardCharsets.ISO_8859_1));
        Files.write(diary, entry, StandardOpenOption.APPEND);

        assertThat(author().name()).isEqualTo("Ann Lee");
    }
}
