package illumiomonitor.web.service;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.db.StoreException;
import illumiomonitor.engine.config.ConfigException;
import illumiomonitor.spi.SourceException;
import illumiomonitor.web.service.ServiceException.Problem;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TroubleTest {

    @ParameterizedTest
    @MethodSource("errors")
    void an_error_says_whose_turn_it_is(Throwable error, Problem problem, String sentence) {
        ServiceException trouble = Trouble.of(error);

        assertThat(trouble.problem()).isEqualTo(problem);
        assertThat(trouble).hasMessageContaining(sentence);
        assertThat(trouble == error || trouble.getCause() != null).isTrue();
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                Arguments.of(new ServiceException(Problem.AWAY, "gone"), Problem.AWAY, "gone"),
                Arguments.of(
                        new ConfigException("a:1: no", null), Problem.CONFIGURATION, "a:1: no"),
                Arguments.of(store(StoreException.Problem.IN_USE), Problem.IN_USE, "store"),
                Arguments.of(store(StoreException.Problem.NEWER), Problem.CONFIGURATION, "store"),
                Arguments.of(store(StoreException.Problem.STUCK), Problem.CONFIGURATION, "store"),
                Arguments.of(store(StoreException.Problem.FULL), Problem.AWAY, "store"),
                Arguments.of(
                        store(StoreException.Problem.WOULD_OVERWRITE),
                        Problem.NOT_PERMITTED,
                        "store"),
                Arguments.of(store(StoreException.Problem.AWAY), Problem.AWAY, "store"),
                Arguments.of(store(StoreException.Problem.SETTING), Problem.CONFIGURATION, "store"),
                Arguments.of(store(StoreException.Problem.BROKEN), Problem.BUG, "store"),
                Arguments.of(source(SourceException.Problem.UNREACHABLE), Problem.AWAY, "source"),
                Arguments.of(
                        source(SourceException.Problem.UNAUTHORIZED),
                        Problem.NOT_PERMITTED,
                        "source"),
                Arguments.of(
                        new AccessDeniedException("/x"),
                        Problem.NOT_PERMITTED,
                        "/x may not be read"),
                Arguments.of(new NoSuchFileException("/x"), Problem.BAD_INPUT, "/x does not exist"),
                Arguments.of(
                        new FileAlreadyExistsException("/x"),
                        Problem.NOT_PERMITTED,
                        "/x exists already"),
                Arguments.of(
                        new UncheckedIOException(new NoSuchFileException("/x")),
                        Problem.BAD_INPUT,
                        "/x"),
                Arguments.of(
                        new IllegalStateException("odd"),
                        Problem.BUG,
                        "this should not have happened"));
    }

    private static StoreException store(StoreException.Problem problem) {
        return new StoreException(problem, "store", null);
    }

    private static SourceException source(SourceException.Problem problem) {
        return new SourceException(problem, "source", null);
    }
}
