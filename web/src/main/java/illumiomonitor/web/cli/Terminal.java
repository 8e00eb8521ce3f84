package illumiomonitor.web.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command is typed.
 *
 * @param out for answers, UTF-8
 * @param err for complaints and progress
 * @param person whether somebody sits there who can be asked
 * @param folder that relative paths are relative to
 * @param env the environment
 */
public record Terminal(
        BufferedReader in,
        PrintWriter out,
        PrintWriter err,
        boolean person,
        Path folder,
        Map<String, String> env) {

    /** That of this process. */
    @SuppressWarnings("SystemConsoleNull") // See the property.
    public static Terminal own() {
        // From Java 22 on there would be a console even when nobody sits there.
        System.setProperty("jdk.console", "java.base");
        Console console = System.console();
        Charset typed = console == null ? StandardCharsets.UTF_8 : console.charset();
        return new Terminal(
                new BufferedReader(new InputStreamReader(System.in, typed)),
                writer(System.out, console == null ? StandardCharsets.UTF_8 : typed),
                writer(System.err, console == null ? StandardCharsets.UTF_8 : typed),
                console != null,
                Path.of("").toAbsolutePath(),
                System.getenv());
    }

    private static PrintWriter writer(OutputStream stream, Charset charset) {
        return new PrintWriter(new OutputStreamWriter(stream, charset), true);
    }
}
