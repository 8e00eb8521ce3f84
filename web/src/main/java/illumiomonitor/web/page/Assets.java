package illumiomonitor.web.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The static files, all of them, read once. Their address holds a hash of their contents, so a
 * browser may keep them for ever and still gets a new one when it changes.
 */
public final class Assets {

    private static final String FOLDER = "illumiomonitor/web/static/";

    private static final List<String> FILES =
            List.of(
                    "monitor.css",
                    "monitor.js",
                    "editor.js",
                    "icon.svg",
                    "vendor/htmx/htmx.min.js",
                    "vendor/ace/ace.js",
                    "vendor/ace/mode-drools.js",
                    "vendor/ace/mode-yaml.js",
                    "vendor/ace/ext-searchbox.js",
                    "vendor/ace/ace.css");

    /** Pictures that Ace's style sheet names: {@code main-1.png} and so on, some are SVG. */
    private static final int ACE_PICTURES = 26;

    private final Map<String, byte[]> contents = new LinkedHashMap<>();
    private final String version;

    public Assets() {
        StringBuilder all = new StringBuilder();
        for (String file : FILES) {
            byte[] bytes = read(file);
            contents.put(file, bytes);
            all.append(Tokens.hash(new String(bytes, StandardCharsets.ISO_8859_1)));
        }
        addPictures();
        version = Tokens.hash(all.toString()).substring(0, 12);
    }

    /** The address of a file. */
    public String url(String file) {
        if (!contents.containsKey(file)) {
            throw new IllegalArgumentException("there is no static file " + file);
        }
        return "/static/" + version + "/" + file;
    }

    public void mount(RoutesConfig routes) {
        routes.get("/static/{version}/<file>", this::serve);
        routes.get("/favicon.ico", ctx -> ctx.redirect(url("icon.svg")));
    }

    private void serve(Context ctx) {
        String file = ctx.pathParam("file");
        byte[] bytes = contents.get(file);
        if (bytes == null) {
            throw new NotFoundResponse();
        }
        boolean current = ctx.pathParam("version").equals(version);
        ctx.header("Cache-Control", current ? "public, max-age=31536000, immutable" : "no-cache");
        ctx.contentType(type(file)).result(bytes);
    }

    private void addPictures() {
        for (int i = 1; i <= ACE_PICTURES; i++) {
            for (String kind : List.of(".png", ".svg")) {
                String file = "vendor/ace/main-" + i + kind;
                if (Assets.class.getClassLoader().getResource(FOLDER + file) != null) {
                    contents.put(file, read(file));
                }
            }
        }
    }

    private static String type(String file) {
        if (file.endsWith(".png")) {
            return "image/png";
        }
        if (file.endsWith(".css")) {
            return "text/css; charset=utf-8";
        }
        return file.endsWith(".svg") ? "image/svg+xml" : "text/javascript; charset=utf-8";
    }

    private static byte[] read(String file) {
        try (InputStream in = Assets.class.getClassLoader().getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException(FOLDER + file + " is not in the build");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(FOLDER + file + " cannot be read", e);
        }
    }
}
