package illumiomonitor.web.service;

import illumiomonitor.db.StoreException;
import illumiomonitor.engine.config.ConfigException;
import illumiomonitor.spi.SourceException;
import illumiomonitor.web.service.ServiceException.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** Says in one way, wherever it happened, whose turn it is after an error. */
public final class Trouble {

    private Trouble() {}

    /** The error as an answer; its cause stays with it. What nobody foresaw is a bug of ours. */
    public static ServiceException of(Throwable error) {
        if (error instanceof ServiceException known) {
            return known;
        }
        if (error instanceof ConfigException config) {
            return as(Problem.CONFIGURATION, config);
        }
        if (error instanceof StoreException store) {
            return as(problem(store.problem()), store);
        }
        if (error instanceof SourceException source) {
            return as(problem(source.problem()), source);
        }
        if (error instanceof UncheckedIOException io && io.getCause() != null) {
            return file(io.getCause());
        }
        if (error instanceof IOException io) {
            return file(io);
        }
        return new ServiceException(
                Problem.BUG,
                "this should not have happened: " + error + "; --verbose shows where it happened",
                error);
    }

    private static Problem problem(StoreException.Problem problem) {
        return switch (problem) {
            case IN_USE -> Problem.IN_USE;
            case AWAY, FULL -> Problem.AWAY;
            case NEWER, SETTING, STUCK -> Problem.CONFIGURATION;
            case NO_BACKUP -> Problem.BAD_INPUT;
            case WOULD_OVERWRITE, UNWRITABLE, UNSUPPORTED -> Problem.NOT_PERMITTED;
            case BROKEN -> Problem.BUG;
        };
    }

    private static Problem problem(SourceException.Problem problem) {
        return switch (problem) {
            case UNAUTHORIZED, FORBIDDEN -> Problem.NOT_PERMITTED;
            default -> Problem.AWAY;
        };
    }

    private static ServiceException file(IOException error) {
        if (error instanceof AccessDeniedException) {
            return new ServiceException(
                    Problem.NOT_PERMITTED,
                    error.getMessage() + " may not be read or written by this user",
                    error);
        }
        if (error instanceof NoSuchFileException) {
            return new ServiceException(
                    Problem.BAD_INPUT, error.getMessage() + " does not exist", error);
        }
        if (error instanceof FileAlreadyExistsException) {
            return new ServiceException(
                    Problem.NOT_PERMITTED,
                    error.getMessage() + " exists already and is not written over",
                    error);
        }
        return new ServiceException(
                Problem.BUG, "reading or writing failed: " + error.getMessage(), error);
    }

    private static ServiceException as(Problem problem, Exception error) {
        return new ServiceException(problem, String.valueOf(error.getMessage()), error);
    }
}
