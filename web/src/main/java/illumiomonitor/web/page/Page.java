package illumiomonitor.web.page;

import static illumiomonitor.engine.alert.Sparing.SPARED;

import illumiomonitor.engine.people.Person;
import illumiomonitor.engine.words.Words;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What every template is given: the words, the clock, the person, and what may be done.
 *
 * @param section the entry of the menu, empty outside
 * @param title of the window
 * @param visitor who looks
 * @param theme {@code auto}, {@code light} or {@code dark}
 * @param here path and query, for coming back after a change of language
 * @param assets where static files are
 */
public record Page(
        String section,
        String title,
        Visitor visitor,
        Language language,
        Times times,
        String theme,
        String here,
        Assets assets) {

    /** Who looks: somebody signed in, or nobody yet. */
    public record Visitor(@Nullable Session session, Person.@Nullable Role role) {

        static final Visitor NOBODY = new Visitor(null, null);
    }

    /** A text in the page's language. */
    public String text(String key, Object... args) {
        return words().get(key, args);
    }

    /** A text for a stored word such as a state; the word itself when it is new to the pages. */
    public String word(String group, String stored) {
        String key = group + "." + stored;
        return words().has(key) ? words().get(key) : stored;
    }

    /** Why nobody was told, given what is stored: a word, or that and a person's reason. */
    public String held(String stored) {
        return stored.startsWith(SPARED)
                ? text("held.exception", stored.substring(SPARED.length()))
                : word("held", stored);
    }

    private Words words() {
        return language.words();
    }

    public String asset(String path) {
        return assets.url(path);
    }

    public Optional<String> user() {
        return Optional.ofNullable(visitor.session()).map(Session::username);
    }

    /** The token that every form carries; empty for nobody. */
    public String csrf() {
        Session session = visitor.session();
        return session == null ? "" : session.csrf();
    }

    /** Whether buttons that change something are shown. The server asks again. */
    public boolean mayAct() {
        return visitor.role() == Person.Role.ADMIN;
    }

    /** A sentence that waits for the next page, once. */
    public Optional<Session.Notice> notice() {
        return Optional.ofNullable(visitor.session()).flatMap(Session::takeNotice);
    }
}
