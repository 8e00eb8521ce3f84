package illumiomonitor.web.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Addresses inside the application. */
public final class Places {

    private Places() {}

    /** The path when it leads to a page of ours, else the first page: nobody is sent elsewhere. */
    public static String local(@Nullable String path) {
        if (path == null || !path.startsWith("/") || path.startsWith("//")) {
            return "/";
        }
        boolean odd = path.chars().anyMatch(c -> c < 0x21 || c == 0x7f || c == '\\');
        return odd ? "/" : path;
    }

    /** One value of a query. */
    public static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
