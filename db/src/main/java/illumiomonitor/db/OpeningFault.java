package illumiomonitor.db;

import illumiomonitor.db.StoreException.Problem;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Why a store does not open, without the password that its URL may hold and drivers repeat. */
final class OpeningFault {

    private static final Pattern SETTING =
            Pattern.compile("(?i)[?&;][^=?&;]*password[^=?&;]*=([^&;]+)");

    /** What some write before the name of the server. */
    private static final Pattern LOGIN = Pattern.compile("//[^/@?;]*@");

    /** Beginnings of SQL states: no connection, shutting down or starting, no room for one more. */
    private static final List<String> AWAY = List.of("08", "57P", "53");

    /** No driver, wrong login, no such database, unreadable URL. */
    private static final List<String> SETTING_STATES =
            List.of(
                    "08001",
                    "28",
                    "3D",
                    "99999",
                    String.valueOf(ErrorCode.URL_FORMAT_ERROR_2),
                    String.valueOf(ErrorCode.UNSUPPORTED_SETTING_1),
                    String.valueOf(ErrorCode.DUPLICATE_PROPERTY_1));

    private final String url;
    private final Exception error;

    OpeningFault(String url, Exception error) {
        this.url = url;
        this.error = error;
    }

    StoreException exception() {
        Problem problem = problem();
        String state = problem == Problem.AWAY ? " does not answer: " : " cannot be opened: ";
        return new StoreException(
                problem,
                "the store " + name(url) + state + shown(H2Error.firstLine(error)),
                isTold() ? null : error);
    }

    /** The file, or the URL without what could be a password. */
    static String name(String url) {
        return Dialect.of(url)
                .file(url)
                .map(Object::toString)
                .orElseGet(() -> withoutLogin(url.replaceAll("[?;].*", "")));
    }

    private static String withoutLogin(String url) {
        return LOGIN.matcher(url).replaceAll("//");
    }

    private Problem problem() {
        String state = state();
        boolean server = Dialect.of(url) == Dialect.POSTGRESQL;
        if (server && AWAY.stream().anyMatch(state::startsWith)) {
            return Problem.AWAY;
        }
        return SETTING_STATES.stream().anyMatch(state::startsWith)
                ? Problem.SETTING
                : Problem.BROKEN;
    }

    private String state() {
        for (Throwable e = error; e != null; e = e.getCause()) {
            if (e instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }

    private String shown(String sentence) {
        String shown = sentence.replace(url, name(url));
        for (String secret : secrets()) {
            shown = shown.replace(secret, "***");
        }
        return shown;
    }

    /** Whether the error, or what led to it, repeats something that nobody may read. */
    private boolean isTold() {
        List<String> secrets = secrets();
        for (@Nullable Throwable e = error; e != null; e = e.getCause()) {
            String message = String.valueOf(e.getMessage());
            if (!secrets.isEmpty() && message.contains(url)
                    || secrets.stream().anyMatch(message::contains)) {
                return true;
            }
        }
        return false;
    }

    private List<String> secrets() {
        List<String> secrets = new ArrayList<>();
        Matcher setting = SETTING.matcher(url);
        while (setting.find()) {
            secrets.add(setting.group(1));
        }
        Matcher login = LOGIN.matcher(url);
        while (login.find()) {
            secrets.add(login.group().substring(2));
        }
        return secrets;
    }
}
